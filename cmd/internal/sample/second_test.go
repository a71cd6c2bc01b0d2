package sample_test

import "mentorbot/core"

// secondProgramme finds it among somebody's programmes.
func (s *stage) secondProgramme(userID string) core.ProgramPlace {
	s.Helper()
	all, err := s.service.Programs(s.Context(), s.as(userID))
	if err != nil || len(all) != 2 || all[1].Program.Policy.Pairing != core.PairingAdmins {
		s.Fatalf("%s: programmes %+v, %v; want a second one whose team pairs", userID, all, err)
	}
	return all[1]
}

func theSecondProgrammeIsAlive(s *stage) {
	lead := s.as("UELENI")
	program := s.secondProgramme("UELENI").Program
	runs, err := s.service.PairingRuns(s.Context(), lead, program.ID, 0)
	if err != nil || len(runs.Runs) != 1 || runs.Runs[0].State != core.PairingDraft {
		s.Fatalf("runs %+v, %v; want one to be committed", runs.Runs, err)
	}
	if stats := runs.Runs[0].Statistics; stats.Pairs != 3 || stats.Unmatched != 1 {
		s.Errorf("the run makes %d pairs and leaves %d; want 3 and 1", stats.Pairs, stats.Unmatched)
	}
	questions, err := s.service.Questions(s.Context(), lead, program.ID)
	if err != nil || questions.Answered != 9 || len(program.Policy.Questions) != 4 {
		s.Errorf("%d answered %d questions, %v", questions.Answered, len(program.Policy.Questions), err)
	}
	for _, id := range []string{"UYUKI", "UKHALID"} {
		if place := s.secondProgramme(id).Place; place == nil || place.State != core.ParticipantAwaitingActivation {
			s.Errorf("%s: %+v, want an application that waits", id, place)
		}
	}
	observer, err := s.service.PairingRuns(s.Context(), s.as("UMARIA"), program.ID, 0)
	if err != nil || observer.Relation != core.RelationObserver || runs.Relation != core.RelationProgramAdmin {
		s.Errorf("UELENI is %v and UMARIA %v (%v)", runs.Relation, observer.Relation, err)
	}
}

func somePeopleHaveDifferentRolesInBoth(s *stage) {
	for id, want := range map[string]core.Role{"UKWAME": core.RoleMentor, "UPRIYA": core.RoleMentee} {
		all, err := s.service.Programs(s.Context(), s.as(id))
		if err != nil || len(all) != 2 || all[0].Place == nil || all[1].Place == nil {
			s.Fatalf("%s is not in both programmes: %+v, %v", id, all, err)
		}
		if first, other := all[0].Place, all[1].Place; !other.In(want) || first.In(want) || !all[0].Current {
			s.Errorf("%s: %+v in the first programme and %+v in the second, want %s in the second only", id, first, other, want)
		}
	}
}
