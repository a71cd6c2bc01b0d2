// Package certificate writes the certificates of completed mentorships as PDF documents of one page.
package certificate
