package slacksim

import (
	"maps"
	"slices"
)

// AllScopes lists every bot scope the simulator asks for anywhere, for apps whose manifest nobody told it.
func AllScopes() []string {
	found := map[string]bool{"commands": true, "chat:write.public": true, "chat:write.customize": true, "users:read.email": true}
	for _, m := range methodTable() {
		for _, scope := range m.scopes {
			found[scope] = true
		}
	}
	for _, family := range []string{kindIM, kindMPIM, "channels", "groups"} {
		for _, action := range []string{"read", "write", "history"} {
			found[family+":"+action] = true
		}
	}
	return slices.Sorted(maps.Keys(found))
}
