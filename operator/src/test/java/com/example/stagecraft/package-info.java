/** What somebody else writes against our SPIs, as docs/providers.md shows it. */
package com.example.stagecraft;
