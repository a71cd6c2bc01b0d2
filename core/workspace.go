package core

import "time"

// Workspace is one organisation's chat workspace: the boundary no record, link or person crosses.
type Workspace struct {
	ID         WorkspaceID
	ChatTeamID string // id of the team in the chat system, unique
	Name       string
	Locale     string // BCP 47, used where a person's own is unknown
	CreatedAt  time.Time
}
