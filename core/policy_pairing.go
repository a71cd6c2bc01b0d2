package core

// AdminsPair reports whether the programme's team pairs people, so that mentees neither search nor ask.
func (p Policy) AdminsPair() bool { return p.Pairing == PairingAdmins }

// menteesChoose refuses what only mentees do who choose for themselves.
func (p Policy) menteesChoose() error {
	if p.AdminsPair() {
		return conflict(CodeAdminsPair)
	}
	return nil
}

// WaitsForTeam reports whether the viewer can only wait to be paired by the team: nothing of their own is on its way.
func (d Dashboard) WaitsForTeam() bool {
	return d.Program.Policy.AdminsPair() && (d.Choices == nil || d.Choices.List.State != ChoicesRunning)
}
