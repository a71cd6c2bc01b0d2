package core

import (
	"context"
	"fmt"
	"slices"
)

// ProgramSpec is a programme as its file has it.
type ProgramSpec struct {
	Name      string
	State     ProgramState // empty leaves the state as it is, and begins a new programme as a draft
	Policy    Policy       // without its questions, resources and courses
	Questions []Question   // nil leaves the questionnaire alone
	Resources []Resource   // nil leaves the programme's own library alone
	Courses   []Course     // nil leaves the programme's own courses alone, but for lessons whose resource goes
	Staff     []StaffSpec  // nil leaves the staff alone
}

// ProgramFile is a programme's file with why it is applied.
type ProgramFile struct {
	ProgramSpec
	Reason string // for the history
}

// StaffSpec is a member of the staff by their id in the chat system, which files can hold.
type StaffSpec struct {
	ChatUserID string
	Role       StaffRole
}

// ProgramDifference is what a file would change in a programme, or has.
type ProgramDifference struct {
	Program   Program      // as it was; the beginning of a new one where Created
	Created   bool         // there was none
	Name      string       // as it becomes
	State     ProgramState // as it becomes
	Changes   []PolicyChange
	Questions []QuestionChange
	Resources []ListChange[Resource]
	Courses   []ListChange[Course]
	Granted   []StaffSpec // new, or with another role
	Revoked   []StaffSpec
	Impact    PolicyImpact // whom it concerns; of CompareProgram only
}

// Empty reports that the programme is as the file says.
func (d ProgramDifference) Empty() bool {
	return !d.Created && d.Name == d.Program.Name && d.State == d.Program.State &&
		len(d.Changes)+len(d.Questions)+len(d.Resources)+len(d.Courses)+len(d.Granted)+len(d.Revoked) == 0
}

// ExportProgram gives a programme, found by name, as its file has it. It is the operator's way in, as is ApplyProgram: there is no actor.
func (s *Service) ExportProgram(ctx context.Context, workspace WorkspaceID, name string) (ProgramSpec, error) {
	return load(ctx, s, workspace, func(ctx context.Context, u *unit) (ProgramSpec, error) {
		p, err := u.programNamed(ctx, name)
		if err != nil {
			return ProgramSpec{}, err
		}
		spec := ProgramSpec{
			Name: p.Name, State: p.State, Policy: p.Policy, Questions: append([]Question{}, p.Policy.Questions...),
			Resources: append([]Resource{}, p.Policy.Resources...), Courses: append([]Course{}, p.Policy.Courses...),
		}
		spec.Policy.Questions, spec.Policy.Resources, spec.Policy.Courses = nil, nil, nil
		spec.Staff, err = u.staffSpecs(ctx, p.ID)
		return spec, err
	})
}

// ProgramNames lists a workspace's programmes, oldest first.
func (s *Service) ProgramNames(ctx context.Context, workspace WorkspaceID) ([]string, error) {
	return load(ctx, s, workspace, func(ctx context.Context, u *unit) ([]string, error) {
		all, err := u.Programs().List(ctx)
		var names []string
		for _, p := range all {
			names = append(names, p.Name)
		}
		return names, err
	})
}

// CompareProgram says what a file would change in the programme of a name. Without a name the file's own counts, and where there is no
// programme of that name, the file would begin one.
func (s *Service) CompareProgram(ctx context.Context, workspace WorkspaceID, name string, spec ProgramSpec) (ProgramDifference, error) {
	return load(ctx, s, workspace, func(ctx context.Context, u *unit) (ProgramDifference, error) {
		p, created, err := u.programOfFile(ctx, name, spec)
		if err != nil {
			return ProgramDifference{}, err
		}
		next, d, err := u.difference(ctx, p, spec, created)
		if err != nil || created || len(d.Changes)+len(d.Questions) == 0 {
			return d, err
		}
		d.Impact, err = u.policyImpact(ctx, p, next.Policy)
		return d, err
	})
}

// ApplyProgram makes the programme of a name what its file says, or begins it, as CompareProgram says. The reason stands in the history.
func (s *Service) ApplyProgram(ctx context.Context, workspace WorkspaceID, name string, file ProgramFile) (ProgramDifference, error) {
	return change(ctx, s, Call{Workspace: workspace}, ActionEditProgram, func(ctx context.Context, u *unit) (ProgramDifference, error) {
		p, created, err := u.programOfFile(ctx, name, file.ProgramSpec)
		if err != nil {
			return ProgramDifference{}, err
		}
		action := ActionCreateProgram
		if !created {
			action = ActionEditProgram
			if p, err = u.lockManaged(ctx, action, p.ID); err != nil {
				return ProgramDifference{}, err
			}
		}
		next, d, err := u.difference(ctx, p, file.ProgramSpec, created)
		if err != nil || d.Empty() {
			return d, err
		}
		if standingChanges(d.Changes) || len(d.Questions) > 0 {
			u.settleProgram(p.ID)
		}
		if err := u.applyStaff(ctx, d); err != nil {
			return d, err
		}
		return d, u.keep(ctx, &next, action, clean(file.Reason))
	})
}

// programNamed finds a programme by its name; of several, one that is not over.
func (u *unit) programNamed(ctx context.Context, name string) (Program, error) {
	all, err := u.Programs().List(ctx)
	if err != nil {
		return Program{}, fmt.Errorf("list programmes: %w", err)
	}
	found, err := Program{}, error(notFound())
	for _, p := range all {
		if p.Name == name && (err != nil || p.State != ProgramArchived) {
			found, err = p, nil
		}
	}
	return found, err
}

// programOfFile finds the programme a file is about, or begins it.
func (u *unit) programOfFile(ctx context.Context, name string, spec ProgramSpec) (p Program, created bool, err error) {
	if name != "" {
		p, err = u.programNamed(ctx, name)
		return p, false, err
	}
	p, err = u.programNamed(ctx, cleanLine(spec.Name))
	if refusal := Refusal(err); refusal == nil || refusal.Kind != NotFound {
		return p, false, err
	}
	p = Program{ID: ProgramID(u.service.ids.NewID()), State: ProgramDraft, Policy: DefaultPolicy(), CreatedAt: u.now}
	return p, true, nil
}

// difference checks what a file says and compares it with a programme. next is what the programme becomes.
func (u *unit) difference(ctx context.Context, p Program, spec ProgramSpec, created bool) (next Program, d ProgramDifference, err error) {
	next, d = p, ProgramDifference{Program: p, Created: created}
	var bad fieldErrors
	next.State, err = u.stateOfFile(ctx, p, spec.State, created)
	if err = bad.take(err); err != nil {
		return next, d, err
	}
	named := p
	named.State = next.State
	next.Name, err = u.programName(ctx, named, spec.Name)
	if err = bad.take(err); err != nil {
		return next, d, err
	}
	if err = bad.take(spec.Policy.Check()); err != nil {
		return next, d, err
	}
	next.Policy = spec.Policy
	next.Policy.Questions, next.Policy.Resources, next.Policy.Courses = p.Policy.Questions, p.Policy.Resources, p.Policy.Courses
	if spec.Questions != nil {
		next.Policy.Questions = cleanQuestions(spec.Questions)
		bad = append(bad, checkQuestions(p.Policy, next.Policy)...)
	}
	if spec.Resources != nil {
		next.Policy.Resources = cleanResources(spec.Resources)
		bad = append(bad, checkResources(p.Policy.Resources, next.Policy.Resources)...)
		next.Policy.Courses = next.Policy.withoutLostLessons()
	}
	if spec.Courses != nil {
		next.Policy.Courses = cleanCourses(spec.Courses)
		bad = append(bad, next.Policy.checkCourses()...)
	}
	if err = bad.take(u.checkStaffSpecs(ctx, spec.Staff)); err != nil {
		return next, d, err
	}
	if err = bad.err(); err != nil {
		return next, d, err
	}
	d.Name, d.State = next.Name, next.State
	d.Changes = PolicyChanges(p.Policy, next.Policy)
	d.Questions = QuestionChanges(p.Policy.Questions, next.Policy.Questions)
	d.Resources = ResourceChanges(p.Policy.Resources, next.Policy.Resources)
	d.Courses = CourseChanges(p.Policy.Courses, next.Policy.Courses)
	return next, d, u.staffDifference(ctx, &d, spec.Staff)
}

// stateOfFile is the state a programme comes to. One that exists moves as it would by hand; a new one begins where the file says.
func (u *unit) stateOfFile(ctx context.Context, p Program, to ProgramState, created bool) (ProgramState, error) {
	switch {
	case to == "" || to == p.State:
		return p.State, nil
	case !slices.Contains(ProgramStates(), to):
		return p.State, invalid(fieldState, CodeUnknownOption)
	case created:
		return to, nil
	}
	if !slices.Contains(p.State.Moves(), to) {
		return p.State, invalid(fieldState, CodeStateUnreachable)
	}
	err := u.checkMove(ctx, p, to)
	if refusal := Refusal(err); refusal != nil && refusal.Field == "" {
		moved := *refusal
		moved.Field = fieldState
		err = &moved
	}
	return to, err
}

// fieldState is the key of a programme's state in its file.
const fieldState = "state"
