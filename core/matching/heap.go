package matching

// stop is a mentor at a distance.
type stop struct {
	far    int64
	mentor int32
}

func (a stop) before(b stop) bool { return a.far < b.far || a.far == b.far && a.mentor < b.mentor }

// heap is a priority queue, nearest first. container/heap would box every stop.
type heap []stop

func (h *heap) push(x stop) {
	q := append(*h, x)
	k := len(q) - 1
	for k > 0 && x.before(q[(k-1)/2]) {
		q[k] = q[(k-1)/2]
		k = (k - 1) / 2
	}
	q[k] = x
	*h = q
}

func (h *heap) pop() stop {
	q := *h
	top, last := q[0], q[len(q)-1]
	q = q[:len(q)-1]
	k := 0
	for {
		child := 2*k + 1
		if child+1 < len(q) && q[child+1].before(q[child]) {
			child++
		}
		if child >= len(q) || !q[child].before(last) {
			break
		}
		q[k] = q[child]
		k = child
	}
	if len(q) > 0 {
		q[k] = last
	}
	*h = q
	return top
}
