package bot

import (
	"slices"
	"strings"
	"time"
)

// maxZones is how many time zones are offered at a time.
const maxZones = 20

// zonesLike are the time zones whose city or region begins with what a person typed, cities first. Any other zone this machine knows
// is offered when its whole name is typed.
func zonesLike(typed string) []string {
	typed = foldZone(typed)
	var cities, rest []string
	for _, zone := range zones() {
		name := foldZone(zone)
		city := name[strings.LastIndex(name, "/")+1:]
		switch {
		case strings.HasPrefix(city, typed):
			cities = append(cities, zone)
		case strings.HasPrefix(name, typed) || strings.Contains(name, " "+typed):
			rest = append(rest, zone)
		}
	}
	found := append(cities, rest...)
	if zone, ok := exactZone(typed); ok && !slices.Contains(found, zone) {
		found = append([]string{zone}, found...)
	}
	return found[:min(len(found), maxZones)]
}

func foldZone(name string) string {
	return strings.ToLower(strings.Join(strings.Fields(strings.ReplaceAll(name, "_", " ")), " "))
}

// exactZone finds a zone by its whole name, in any case. Names without a region, such as "Local", are not offered.
func exactZone(folded string) (string, bool) {
	if !strings.Contains(folded, "/") {
		return "", false
	}
	parts := strings.Split(strings.ReplaceAll(folded, " ", "_"), "/")
	for i, part := range parts {
		parts[i] = titleWords(part)
	}
	name := strings.Join(parts, "/")
	_, err := time.LoadLocation(name)
	return name, err == nil
}

// titleWords writes "porto-novo" as "Porto-Novo", as the names of the time zone database are written.
func titleWords(text string) string {
	up := true
	return strings.Map(func(r rune) rune {
		now := up
		up = r == '_' || r == '-'
		if now {
			return []rune(strings.ToUpper(string(r)))[0]
		}
		return r
	}, text)
}

// zones are the time zones people are offered: the principal ones of the IANA database, one or more for each rule in use.
func zones() []string {
	return strings.Fields(`
		Africa/Abidjan Africa/Accra Africa/Addis_Ababa Africa/Algiers Africa/Cairo Africa/Casablanca Africa/Dakar
		Africa/Dar_es_Salaam Africa/Harare Africa/Johannesburg Africa/Kampala Africa/Khartoum Africa/Kigali Africa/Kinshasa
		Africa/Lagos Africa/Luanda Africa/Lusaka Africa/Maputo Africa/Nairobi Africa/Ndjamena Africa/Tripoli Africa/Tunis
		Africa/Windhoek
		America/Anchorage America/Argentina/Buenos_Aires America/Asuncion America/Bogota America/Caracas America/Chicago
		America/Costa_Rica America/Denver America/Edmonton America/El_Salvador America/Guatemala America/Guayaquil
		America/Guyana America/Halifax America/Havana America/Jamaica America/La_Paz America/Lima America/Los_Angeles
		America/Managua America/Manaus America/Martinique America/Mexico_City America/Montevideo America/New_York America/Nuuk
		America/Panama America/Phoenix America/Port-au-Prince America/Puerto_Rico America/Regina America/Santiago
		America/Santo_Domingo America/Sao_Paulo America/St_Johns America/Tegucigalpa America/Tijuana America/Toronto
		America/Vancouver America/Winnipeg
		Asia/Almaty Asia/Amman Asia/Baghdad Asia/Bahrain Asia/Baku Asia/Bangkok Asia/Beirut Asia/Bishkek Asia/Colombo
		Asia/Damascus Asia/Dhaka Asia/Dili Asia/Dubai Asia/Dushanbe Asia/Gaza Asia/Ho_Chi_Minh Asia/Hong_Kong Asia/Jakarta
		Asia/Jerusalem Asia/Kabul Asia/Karachi Asia/Kathmandu Asia/Kolkata Asia/Kuala_Lumpur Asia/Kuwait Asia/Makassar
		Asia/Manila Asia/Muscat Asia/Novosibirsk Asia/Phnom_Penh Asia/Qatar Asia/Riyadh Asia/Seoul Asia/Shanghai Asia/Singapore
		Asia/Taipei Asia/Tashkent Asia/Tbilisi Asia/Tehran Asia/Thimphu Asia/Tokyo Asia/Ulaanbaatar Asia/Vientiane
		Asia/Vladivostok Asia/Yangon Asia/Yekaterinburg Asia/Yerevan
		Atlantic/Azores Atlantic/Canary Atlantic/Cape_Verde Atlantic/Reykjavik
		Australia/Adelaide Australia/Brisbane Australia/Darwin Australia/Hobart Australia/Melbourne Australia/Perth
		Australia/Sydney
		Europe/Amsterdam Europe/Athens Europe/Belgrade Europe/Berlin Europe/Bratislava Europe/Brussels Europe/Bucharest
		Europe/Budapest Europe/Chisinau Europe/Copenhagen Europe/Dublin Europe/Helsinki Europe/Istanbul Europe/Kyiv
		Europe/Lisbon Europe/Ljubljana Europe/London Europe/Luxembourg Europe/Madrid Europe/Malta Europe/Minsk Europe/Moscow
		Europe/Oslo Europe/Paris Europe/Prague Europe/Riga Europe/Rome Europe/Sarajevo Europe/Sofia Europe/Stockholm
		Europe/Tallinn Europe/Tirane Europe/Vienna Europe/Vilnius Europe/Warsaw Europe/Zagreb Europe/Zurich
		Indian/Maldives Indian/Mauritius Indian/Reunion
		Pacific/Auckland Pacific/Fiji Pacific/Guam Pacific/Honolulu Pacific/Noumea Pacific/Port_Moresby Pacific/Tahiti
		Pacific/Tongatapu
		Etc/UTC`)
}
