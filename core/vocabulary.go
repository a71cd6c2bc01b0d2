package core

import "slices"

// Languages are the languages people can offer, as BCP 47 tags; their names come from the reader's locale.
func Languages() []string {
	return []string{
		"ar", "bg", "bn", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi", "hr", "hu", "id", "it", "ja",
		"ko", "lt", "lv", "ms", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "sw", "th", "tl", "tr", "uk",
		"ur", "vi", "zh",
	}
}

// PracticeAreas are the fields of practice (industries) a person can work in; names are in the catalogue under "practice_area.<key>".
func PracticeAreas() []string {
	return []string{
		"agriculture", "communications", "climate", "construction", "data_ai", "education", "energy", "finance", "governance",
		"health", "human_resources", "humanitarian", "law", "logistics", "manufacturing", "public_service", "research", "retail",
		"security", "software",
	}
}

// JobFunctions are kinds of work across practice areas; names are in the catalogue under "job_function.<key>".
func JobFunctions() []string {
	return []string{
		"administration", "analysis", "consulting", "customer_support", "design", "engineering", "finance_control",
		"general_management", "hr_partnering", "legal_counsel", "marketing", "operations", "policy", "product_management",
		"project_management", "research_science", "sales", "teaching",
	}
}

// Genders are the answers to the optional gender question; names are in the catalogue under "gender.<key>".
func Genders() []string { return []string{"female", "male", "non_binary"} }

// MeetingModes are ways to meet; names are in the catalogue under "meeting.<key>".
func MeetingModes() []string { return []string{"online", "in_person"} }

func known(vocabulary []string, key string) bool { return slices.Contains(vocabulary, key) }
