package core

import "context"

// Observer watches the actions people take, for traces. It is told before an action begins and returns the context for it and a function
// that is called once with how it ended: nil, a refusal (see [Refusal]) or a failure. It keeps nothing of a person.
type Observer func(ctx context.Context, action Action) (context.Context, func(error))

// Observe makes an observer watch. It is called before the service is used, or not at all.
func (s *Service) Observe(o Observer) { s.observe = o }

// watched carries out an action under the observer's eyes.
func watched[T any](ctx context.Context, s *Service, action Action, do func(context.Context) (T, error)) (T, error) {
	if s.observe == nil {
		return do(ctx)
	}
	ctx, end := s.observe(ctx, action)
	answer, err := do(ctx)
	end(err)
	return answer, err
}
