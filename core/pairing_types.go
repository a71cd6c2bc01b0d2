package core

import "mentorbot/core/matching"

// What of package matching other layers keep or read from forms, under core's name: they know the domain through this package only.
type (
	// PairingObjective is what a pairing run aims at.
	PairingObjective = matching.Objective
	// PairingStatistics are the figures of a proposal.
	PairingStatistics = matching.Statistics
	// UnmatchedReason is why somebody got nobody.
	UnmatchedReason = matching.UnmatchedReason
)
