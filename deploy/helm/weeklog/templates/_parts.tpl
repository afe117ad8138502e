{{- define "weeklog.labels" -}}
app.kubernetes.io/name: weeklog
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end }}

{{- define "weeklog.environment" -}}
env:
  {{- range $name, $value := .root.Values.env }}
  - { name: {{ $name }}, value: {{ $value | quote }} }
  {{- end }}
  - { name: WEEKLOG_METRICS_PORT, value: "9100" }
  - { name: WEEKLOG_METRICS_HOST, value: 0.0.0.0 }
envFrom:
  - secretRef: { name: {{ required "secret: name the Secret that holds the addresses and the key" .root.Values.secret }} }
{{- end }}

{{- define "weeklog.confined" -}}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: { drop: [ALL] }
{{- end }}

{{- define "weeklog.mounts" -}}
volumeMounts:
  - { name: tmp, mountPath: /tmp }
  {{- if .root.Values.tlsSecret }}
  - { name: tls, mountPath: /etc/weeklog/tls, readOnly: true }
  {{- end }}
{{- end }}

{{- define "weeklog.pod" -}}
automountServiceAccountToken: false
securityContext: { runAsNonRoot: true, runAsUser: 10001, runAsGroup: 10001, seccompProfile: { type: RuntimeDefault } }
volumes:
  - { name: tmp, emptyDir: { medium: Memory, sizeLimit: {{ .root.Values.gateway.tmpSize }} } }
  {{- if .root.Values.tlsSecret }}
  - { name: tls, secret: { secretName: {{ .root.Values.tlsSecret }} } }
  {{- end }}
{{- end }}
