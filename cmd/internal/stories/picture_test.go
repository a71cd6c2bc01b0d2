package stories

import (
	"strings"
	"testing"
)

// Slack refuses a message, Home or modal as a whole when it cannot download one picture in it. Nobody misses anything for that.
func TestAPictureSlackCannotGetCostsNobodyAnythingElse(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada, ben)
		s.says(s.search(mia, nil).all(), s.picture(ada), s.picture(ben)) // which everybody has as long as Slack can get them
		s.fault(fields{"kind": "image", "image": ada, "times": -1})
		s.fault(fields{"kind": "image", "image": mia, "times": -1})

		found := s.search(mia, nil)
		s.says(found.all(), "Ada Osei", "Ben Ito")
		s.saysNot(found.all(), s.picture(ada))
		s.says(s.clickAbout(mia, found, "person_open", "Ada Osei").View.all(), "Ada Osei")
		s.saysNot(s.command(ada, "/mentor profile").View.all(), s.picture(ada))

		s.asks(mia, words, ada)
		s.gets(mia, "We asked Ada Osei")
		asked := s.gets(ada, "Mia Wanjiru asks you")
		s.saysNot(asked.all(), s.picture(mia))
		s.says(s.command(ada, "/mentor requests").Reply.all(), "Mia Wanjiru", "invitation_accept")
		s.says(s.openHome(ada).all(), "Mia Wanjiru")

		s.clickMessage(ada, asked, "invitation_accept")
		s.says(s.again(ada, asked).all(), "You said yes")
		s.areAPair(mia, ada)
		s.says(s.openHome(mia).all(), "Ada Osei")
	})
}

// picture is what only the address of somebody's picture has.
func (s *stage) picture(user string) string {
	return strings.TrimPrefix(s.box.URL(), "http://") + "/avatars/" + user
}
