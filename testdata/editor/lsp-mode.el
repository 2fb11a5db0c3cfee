;; Opens pool.cpp with lsp-mode, once the set-up of docs/editors.md is loaded, and prints its diagnostics.
(require 'lsp-mode)
(require 'lsp-clangd)
(setq lsp-auto-guess-root t
      lsp-enable-snippet nil
      lsp-session-file (expand-file-name "session"))
(find-file "pool.cpp")
(lsp-workspace-folders-add default-directory)
(lsp)
(let ((end (+ (float-time) 60)))
  (while (and (zerop (hash-table-count (lsp-diagnostics))) (< (float-time) end))
    (accept-process-output nil 0.1)))
(maphash (lambda (file found)
           (dolist (each found)
             (princ (format "%s %s\n" (file-name-nondirectory file) (lsp:diagnostic-message each)))))
         (lsp-diagnostics))
(kill-emacs 0)
