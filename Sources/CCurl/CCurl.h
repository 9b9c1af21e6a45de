/* libcurl for Swift, which cannot call variadic C functions: one typed wrapper for each way an option is given.
   No logic lives here. eventfd and the resolver stand beside it because Swift's Glibc module leaves them out. */
#ifndef KUTSU_CCURL_H
#define KUTSU_CCURL_H

#include <malloc.h>
#include <curl/curl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <arpa/nameser.h>
#include <resolv.h>
#include <stdbool.h>
#include <string.h>
#include <sys/eventfd.h>

#if LIBCURL_VERSION_NUM < 0x075500
#error "Kutsu needs libcurl 7.85 or newer (CURLOPT_PROTOCOLS_STR)"
#endif

// Blocks of 1 MB and more come from the system, and go back to it.
static inline void kutsu_return_large_blocks(void) { mallopt(M_MMAP_THRESHOLD, 1 << 20); }

static inline CURLcode kutsu_easy_set_text(CURL *easy, CURLoption option, const char *text) {
    return curl_easy_setopt(easy, option, text);
}

static inline CURLcode kutsu_easy_set_number(CURL *easy, CURLoption option, long number) {
    return curl_easy_setopt(easy, option, number);
}

static inline CURLcode kutsu_easy_set_pointer(CURL *easy, CURLoption option, void *pointer) {
    return curl_easy_setopt(easy, option, pointer);
}

static inline CURLcode kutsu_easy_set_callback(CURL *easy, CURLoption option, curl_write_callback callback) {
    return curl_easy_setopt(easy, option, callback);
}

static inline CURLcode kutsu_easy_get_socket(CURL *easy, curl_socket_t *descriptor) {
    return curl_easy_getinfo(easy, CURLINFO_ACTIVESOCKET, descriptor);
}

static inline CURLcode kutsu_easy_get_response_code(CURL *easy, long *code) {
    return curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, code);
}

static inline CURLcode kutsu_easy_get_retry_after(CURL *easy, curl_off_t *seconds) {
    return curl_easy_getinfo(easy, CURLINFO_RETRY_AFTER, seconds);
}

static inline CURLMcode kutsu_multi_set_callbacks(
    CURLM *multi, curl_socket_callback on_socket, curl_multi_timer_callback on_timer, void *context) {
    CURLMcode code = curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, on_socket);
    if (code == CURLM_OK) code = curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, context);
    if (code == CURLM_OK) code = curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, on_timer);
    if (code == CURLM_OK) code = curl_multi_setopt(multi, CURLMOPT_TIMERDATA, context);
    return code;
}

/* Whether a transfer has ended; its result is then in *result. */
static inline bool kutsu_multi_next_result(CURLM *multi, CURLcode *result) {
    int left = 0;
    const CURLMsg *message;
    while ((message = curl_multi_info_read(multi, &left)) != NULL) {
        if (message->msg == CURLMSG_DONE) {
            *result = message->data.result;
            return true;
        }
    }
    return false;
}

/* The answer to a question for TXT records, in the form of RFC 1035, and its length; -1 where there is no such name or no
   such record, -2 where nobody could be asked. Waits for six seconds a name server at most. */
static inline int kutsu_dns_text(const char *name, unsigned char *answer, int size) {
    struct __res_state state;
    memset(&state, 0, sizeof state);
    if (res_ninit(&state) != 0) return -2;
    state.retrans = 3;
    state.retry = 2;
    int length = res_nquery(&state, name, ns_c_in, ns_t_txt, answer, size);
    int failure = state.res_h_errno;
    res_nclose(&state);
    if (length >= 0) return length < size ? length : size;
    return failure == HOST_NOT_FOUND || failure == NO_DATA ? -1 : -2;
}

static inline int kutsu_eventfd(void) {
    return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
}

#endif
