package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"
)

// healthTimeout is less than what container engines usually give a health check.
const healthTimeout = 3 * time.Second

type healthCommand struct {
	Listen string `name:"listen" env:"MENTORBOT_LISTEN" default:":8080" help:"Address the service listens on, as for serve."`
}

// Run asks the service whether it is alive. An image without a shell has no other way to.
func (c *healthCommand) Run(ctx context.Context, to streams) error {
	address, err := localURL(c.Listen)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, healthTimeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return err
	}
	client := &http.Client{Transport: &http.Transport{}} // no proxy between us and this machine
	response, err := client.Do(request)
	if err != nil {
		return fmt.Errorf("health: %w", err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("health: %s answers %s", address, response.Status)
	}
	_, err = io.Copy(to.out, io.LimitReader(response.Body, 1<<10))
	return err
}

// localURL is where a listener is reached from its own machine: one on all addresses also listens on the loopback one. That is not
// called localhost, because a container may know no names.
func localURL(listen string) (string, error) {
	host, port, err := net.SplitHostPort(listen)
	if err != nil {
		return "", errors.New("MENTORBOT_LISTEN: expected an address to listen on such as :8080 or 127.0.0.1:8080")
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return "http://" + net.JoinHostPort(host, port) + "/healthz", nil
}
