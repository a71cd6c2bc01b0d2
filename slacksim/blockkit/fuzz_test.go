package blockkit_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"mentorbot/slacksim/blockkit"
)

// FuzzBlocks shows that no input, however wrong, makes the package panic, and that blocks accepted without ids are
// accepted with them.
func FuzzBlocks(f *testing.F) {
	f.Add([]byte(`[]`), "x")
	f.Add([]byte(`{"type":"modal","blocks":[null]}`), "")
	f.Add([]byte(`[{"type":"section","accessory":{"type":"button","text":null}},7]`), "1")
	f.Add([]byte(raw(f, l{richText(), actions(button()), input(m{"type": "static_select", "options": options(2)})})), "a")
	f.Add([]byte(raw(f, l{input(m{"type": "number_input", "is_decimal_allowed": true, "min_value": "1"}), input(m{"type": "datetimepicker"})})), "9e99")
	f.Add([]byte(raw(f, modal(l{section("fields", l{1, "x", m{}})}))), "\x00")
	f.Fuzz(func(t *testing.T, data []byte, choice string) {
		blockkit.CheckView(data)
		blockkit.InitialState(data)
		chooseAll(data, choice)
		next := 0
		filled, err := blockkit.WithIDs(data, func() string { next++; return fmt.Sprint("filled-", next) })
		sound := len(blockkit.CheckBlocks(data, blockkit.SurfaceModal, "/blocks")) == 0
		if !sound {
			return
		}
		if err != nil {
			t.Fatalf("accepted blocks take no ids: %v", err)
		}
		if problems := blockkit.CheckBlocks(filled, blockkit.SurfaceModal, "/blocks"); len(problems) > 0 {
			t.Fatalf("refused once ids are filled: %v", problems)
		}
		chooseAll(filled, choice)
	})
}

func chooseAll(blocks json.RawMessage, choice string) {
	for _, el := range blockkit.Inputs(blocks) {
		for _, value := range []any{choice, nil, []string{choice}, []any{choice, nil}, 1.5, true} {
			_, _ = blockkit.Choose(el, value, []json.RawMessage{json.RawMessage(choice)})
		}
	}
}
