package mail

import (
	"net"
	"sync"
)

// connections counts those that are open, in all and by the address they come from. Its zero value has none.
type connections struct {
	mu    sync.Mutex
	all   int
	count map[string]int
}

// enter counts a connection, or reports that there are too many. Each that entered has to leave.
func (c *connections) enter(from string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.all >= maxConnections || c.count[from] >= maxFromAddress {
		return false
	}
	if c.count == nil {
		c.count = map[string]int{}
	}
	c.all++
	c.count[from]++
	return true
}

func (c *connections) leave(from string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.all--
	if c.count[from]--; c.count[from] == 0 {
		delete(c.count, from)
	}
}

// hostOf is an address without its port.
func hostOf(address net.Addr) string {
	host, _, err := net.SplitHostPort(address.String())
	if err != nil {
		return address.String() // a socket without ports
	}
	return host
}
