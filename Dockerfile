# A static binary in an empty image: no shell, no package manager, not root. Certificates come along, time zones are in the binary.
#
#   docker build -t mentorbot .
#   docker run --env-file .env --volume mentorbot:/data mentorbot
FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
# The repository's .git is in the context on purpose: "mentorbot version" takes the version from it.
RUN CGO_ENABLED=0 go build -trimpath -ldflags '-s -w' -o /out/mentorbot ./cmd/mentorbot
RUN mkdir /out/data

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /out/mentorbot /mentorbot
# A volume takes its owner from here.
COPY --from=build --chown=65532:65532 /out/data /data
USER 65532:65532
# SQLite puts temporary files into the working directory when there is no /tmp.
WORKDIR /data
VOLUME /data
ENV MENTORBOT_DATABASE_URL=sqlite:///data/mentorbot.db \
    MENTORBOT_LISTEN=:8080
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=15s --retries=3 CMD ["/mentorbot", "health"]
ENTRYPOINT ["/mentorbot"]
CMD ["serve"]
