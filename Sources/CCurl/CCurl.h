/* libcurl for Swift, which cannot call variadic C functions: one typed wrapper for each way an option is given.
   No logic lives here. eventfd stands beside it because Swift's Glibc module leaves it out. */
#ifndef KUTSU_CCURL_H
#define KUTSU_CCURL_H

#include <curl/curl.h>
#include <stdbool.h>
#include <sys/eventfd.h>

#if LIBCURL_VERSION_NUM < 0x075500
#error "Kutsu needs libcurl 7.85 or newer (CURLOPT_PROTOCOLS_STR)"
#endif

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

static inline int kutsu_eventfd(void) {
    return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
}

#endif
