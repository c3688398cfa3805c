// The web service of the example application "shop": one static binary for the images of the end-to-end tests.
//
// It is steered by environment variables that the images carry, so that one binary makes good, bad and slow versions:
//
//	APP_VERSION  what GET / answers with
//	HEALTH       "broken": GET /healthz answers 500
//	START        "crash": exits at once with status 1; "hang": never listens
//	START_DELAY  a duration to wait before listening
//	PORT         8080 unless told
//
// GET /env?key=NAME gives a variable back, GET /redis asks the accessory at REDIS (redis:6379) for a PONG, GET /items has psql
// ask the database at DATABASE_URL what QUERY says (500 when it refuses), GET /slow?for=1s answers late. SIGTERM turns /healthz to 503 and lets requests in flight finish. "shop healthcheck" is the probe for
// Compose: it asks /healthz of its own container.
package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"sync/atomic"
	"syscall"
	"time"
)

func main() {
	if len(os.Args) > 1 && os.Args[1] == "healthcheck" {
		os.Exit(healthcheck())
	}
	if err := serve(); err != nil {
		fmt.Fprintln(os.Stderr, "shop:", err)
		os.Exit(1)
	}
}

func serve() error {
	terminated, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	switch os.Getenv("START") {
	case "crash":
		return errors.New("this version cannot start")
	case "hang":
		<-terminated.Done()
		return nil
	}
	if delay, err := time.ParseDuration(os.Getenv("START_DELAY")); err == nil {
		select {
		case <-time.After(delay):
		case <-terminated.Done():
			return nil
		}
	}
	var draining atomic.Bool
	server := &http.Server{Addr: ":" + port(), Handler: routes(&draining), ReadHeaderTimeout: 10 * time.Second}
	ended := make(chan error, 1)
	go func() { ended <- server.ListenAndServe() }()
	fmt.Println("shop web", version(), "listens on", server.Addr)
	select {
	case err := <-ended:
		return err
	case <-terminated.Done():
		draining.Store(true)
		fmt.Println("shop web", version(), "drains")
		bounded, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		return server.Shutdown(bounded)
	}
}

func routes(draining *atomic.Bool) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, "shop web %s\n", version())
	})
	mux.HandleFunc("/healthz", func(w http.ResponseWriter, r *http.Request) {
		switch {
		case os.Getenv("HEALTH") == "broken":
			http.Error(w, "broken on purpose", http.StatusInternalServerError)
		case draining.Load():
			http.Error(w, "draining", http.StatusServiceUnavailable)
		default:
			fmt.Fprintln(w, "ok")
		}
	})
	mux.HandleFunc("/env", func(w http.ResponseWriter, r *http.Request) {
		value, set := os.LookupEnv(r.URL.Query().Get("key"))
		if !set {
			http.Error(w, "not set", http.StatusNotFound)
			return
		}
		io.WriteString(w, value)
	})
	mux.HandleFunc("/redis", func(w http.ResponseWriter, r *http.Request) {
		answer, err := ping()
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
		io.WriteString(w, answer)
	})
	mux.HandleFunc("/items", func(w http.ResponseWriter, r *http.Request) {
		bounded, cancel := context.WithTimeout(r.Context(), 10*time.Second)
		defer cancel()
		answer, err := exec.CommandContext(bounded, "psql", "-XAtqc", os.Getenv("QUERY"), os.Getenv("DATABASE_URL")).CombinedOutput()
		if err != nil {
			http.Error(w, err.Error()+": "+string(answer), http.StatusInternalServerError)
			return
		}
		w.Write(answer)
	})
	mux.HandleFunc("/slow", func(w http.ResponseWriter, r *http.Request) {
		wait, err := time.ParseDuration(r.URL.Query().Get("for"))
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		time.Sleep(wait)
		fmt.Fprintf(w, "shop web %s, late\n", version())
	})
	return mux
}

func ping() (string, error) {
	connection, err := net.DialTimeout("tcp", setting("REDIS", "redis:6379"), 2*time.Second)
	if err != nil {
		return "", err
	}
	defer connection.Close()
	connection.SetDeadline(time.Now().Add(2 * time.Second))
	if _, err := io.WriteString(connection, "PING\r\n"); err != nil {
		return "", err
	}
	return bufio.NewReader(connection).ReadString('\n')
}

func healthcheck() int {
	client := http.Client{Timeout: 2 * time.Second}
	response, err := client.Get("http://127.0.0.1:" + port() + "/healthz")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		fmt.Fprintln(os.Stderr, response.Status)
		return 1
	}
	return 0
}

func version() string { return setting("APP_VERSION", "unversioned") }

func port() string { return setting("PORT", "8080") }

func setting(name, otherwise string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return otherwise
}
