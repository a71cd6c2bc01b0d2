package bot

import "context"

// openDeliveries shows an admin a page of the notices that reached nobody.
func (a *App) openDeliveries(ctx context.Context, r *Request) (Reply, error) {
	failed, err := a.service.FailedDeliveries(ctx, r.call(), r.Meta.Page)
	return orFail(err, func() Reply { return show(r.For.Deliveries(failed)) })
}

// retryDelivery has a notice tried again. The list is drawn anew without it; should it fail again, it comes back.
func (a *App) retryDelivery(ctx context.Context, r *Request) (Reply, error) {
	if err := a.service.RetryDelivery(ctx, r.call(), r.Meta.Delivery); err != nil {
		return Reply{}, err
	}
	return a.redraw(ctx, r)
}
