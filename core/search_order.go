package core

import (
	"encoding/json"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
)

// SearchOrder is what a page of results remembers of its search: what was looked for, how many were found, and the best of them in their
// order, as the numbers by which the index knows them. Later pages are pages of this order, so that nobody is shown twice or skipped
// because somebody changes meanwhile (docs/decisions/0030). It travels through people's hands and gives no rights: whoever it names is
// looked up like everybody else.
type SearchOrder string

// MaxSearchOrder is more than an order has in characters: searchLimit numbers of at most 13 digits to the base of 36, and two more.
const MaxSearchOrder = 1500

// SearchPage names a page of a search.
type SearchPage struct {
	Search SearchID
	Order  SearchOrder // of the page one comes from; empty to search anew. One of another search leads to the first page of a new one
	Page   int         // from 0; one past the end is the last
}

// order is a [SearchOrder] as it is worked with.
type order struct {
	of     string  // a fingerprint of what was looked for
	total  int     // how many were found
	people []int64 // numbers of the best, best first
}

const orderBase = 36

func (o order) encode() SearchOrder {
	words := []string{o.of, strconv.FormatInt(int64(o.total), orderBase)}
	for _, number := range o.people {
		words = append(words, strconv.FormatInt(number, orderBase))
	}
	return SearchOrder(strings.Join(words, "-"))
}

// read gives an order back if it belongs to a search. An empty one, one of another search, one of nobody and one that was not written here do not.
func (s SearchOrder) read(of string) (order, bool) {
	words := strings.Split(string(s), "-")
	if len(s) > MaxSearchOrder || len(words) < 3 || len(words) > searchLimit+2 || words[0] != of {
		return order{}, false
	}
	o := order{of: of}
	for i, word := range words[1:] {
		number, err := strconv.ParseInt(word, orderBase, 64)
		switch {
		case err != nil || number < 0 || slices.Contains(o.people, number):
			return order{}, false
		case i == 0:
			o.total = int(number)
		default:
			o.people = append(o.people, number)
		}
	}
	return o, true
}

// pages is how many pages an order has; one without people has an empty one.
func (o order) pages() int { return max(1, (len(o.people)+PageSize-1)/PageSize) }

// page gives the nearest page there is, and who is on it.
func (o order) page(n int) (page int, people []int64) {
	page = min(max(n, 0), o.pages()-1)
	return page, o.people[page*PageSize : min((page+1)*PageSize, len(o.people))]
}

// fingerprint tells what is looked for from anything else.
func fingerprint(program ProgramID, seek Role, search SearchID, c Criteria) string {
	raw, err := json.Marshal([]any{program, seek, search, c})
	if err != nil { // strings always marshal
		return ""
	}
	h := fnv.New32a()
	h.Write(raw)
	return strconv.FormatUint(uint64(h.Sum32()), orderBase)
}

// byNumber are the people of a search by the numbers the index knows them by.
func (f SearchFound) byNumber() map[int64]PersonID {
	people := make(map[int64]PersonID, len(f.People))
	for i, number := range f.Numbers {
		people[number] = f.People[i]
	}
	return people
}

// order is the order of those of a search whom its person may see. The others do not count.
func (f SearchFound) order(people []PersonID) order {
	numbers := make(map[PersonID]int64, len(f.People))
	for i, person := range f.People {
		numbers[person] = f.Numbers[i]
	}
	o := order{total: f.Total - len(f.People) + len(people), people: make([]int64, len(people))}
	for i, person := range people {
		o.people[i] = numbers[person]
	}
	return o
}

// whole is what a search finds of an order right after it was made. people are all of it.
func (o order) whole(people []PersonID) SearchFound {
	return SearchFound{People: people, Numbers: o.people}
}

// anew is where a search made anew begins: at its first page, if the page one wanted was of another search.
func (p SearchPage) anew() int {
	if p.Order != "" {
		return 0
	}
	return p.Page
}

// orderPage is a page of an order: who of it can be found now, and at which places they are.
type orderPage struct {
	SearchCount
	people []PersonID
	places map[PersonID]int
}

// SearchCount says how much of a search a page is.
type SearchCount struct {
	Order  SearchOrder
	Page   int // from 0
	Pages  int
	Total  int // how many were found, without those who are not found any more
	Listed int // how many of all found are on the pages
	Gone   int // how many of this page are not found any more
}

// cut gives a page of an order. found are those of the order who can be found now.
func (o order) cut(n int, found SearchFound) orderPage {
	page, numbers := o.page(n)
	out := orderPage{places: map[PersonID]int{}, SearchCount: SearchCount{
		Order: o.encode(), Page: page, Pages: o.pages(), Total: max(0, o.total-len(o.people)+len(found.People)), Listed: len(found.People),
	}}
	people := found.byNumber()
	for i, number := range numbers {
		if person, there := people[number]; there {
			out.people = append(out.people, person)
			out.places[person] = page*PageSize + i + 1
		} else {
			out.Gone++
		}
	}
	return out
}
