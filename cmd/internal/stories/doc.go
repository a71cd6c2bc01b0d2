// Package stories tests the whole product the way people use it: the real service on a real database against the simulated Slack, driven
// through the simulator's control API and told in the product's words. It holds no code of the product.
package stories
