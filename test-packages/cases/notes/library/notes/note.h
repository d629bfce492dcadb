/* A note as https://systemd.io/ELF_DLOPEN_METADATA/ describes it. */
#define NOTE(json) \
	__attribute__((used, section(".note.dlopen"), aligned(4))) static const struct { \
		unsigned name_size, size, type; \
		char name[4], text[sizeof json]; \
	} note = {4, sizeof json, 0x407c0c0a, "FDO", json}
