/**
 * GitHub on the loopback interface: the documented REST API for runs of workflows, with its weather. What it follows is the
 * description at github.com/github/rest-api-description ({@code api.github.com.2026-03-10.yaml}, and {@code ghes-3.20} for what an older
 * installation does not know) and the pages under docs.github.com/rest: {@code actions/workflows} (dispatch), {@code actions/workflow-runs}
 * (list, get, cancel), {@code actions/workflow-jobs} (jobs, logs), {@code using-the-rest-api/rate-limits-for-the-rest-api},
 * {@code using-pagination-in-the-rest-api}; texts of errors are as users quote them.
 * Rule: it answers as the contract says and knows nothing of the operator; tests steer it, and read what happened from the journal. What a
 * request does that the contract does not know is kept in {@code violations}.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.sandbox.github;
