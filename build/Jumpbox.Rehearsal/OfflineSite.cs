using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Jumpbox.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace Jumpbox.Rehearsal;

/// <summary>
/// Serves every host of the egress list inside a closed sandbox: files of the mirror folder, under the original names, with
/// certificates of a certificate authority that only this sandbox trusts.
/// </summary>
internal sealed class OfflineSite : IAsyncDisposable
{
    private const int PlainPort = 80;
    private const string PortItem = "port";

    private readonly SandboxAuthority _authority = new();
    private readonly ConcurrentDictionary<string, byte> _reached = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _egress;
    private readonly string _mirror;
    private readonly Func<ConnectionContext, ConnectionDelegate, Task>? _link;
    private WebApplication? _server;

    /// <exception cref="SettingsException">The mirror folder is missing.</exception>
    public OfflineSite(RehearsalRequest request)
    {
        _mirror = Path.GetFullPath(request.Mirror!);
        _link = request.Link;
        if (!Directory.Exists(_mirror))
        {
            throw new SettingsException(
                $"The mirror folder {_mirror} does not exist: create it with --target=Mirror --to={request.Mirror}."
            );
        }
        _egress = new HashSet<string>(request.Egress, StringComparer.OrdinalIgnoreCase);
        (string Host, int Port)[] places =
        [
            // A hosts file has no wildcards.
            .. _egress.Where(entry => !entry.StartsWith('*')).Select(Place),
        ];
        Setting = new SandboxSetting
        {
            Closed = true,
            Hosts = places.Select(place => place.Host).Distinct().ToDictionary(host => host, Address),
            // A host that is called over plain HTTP can only be detected by listening.
            Ports = [.. places.Select(place => place.Port).Append(PlainPort).Distinct().Order()],
            TrustedAuthority = _authority.Pem,
            HideArchive = !Directory.EnumerateDirectories(_mirror).Any(IsArchive),
        };
    }

    public SandboxSetting Setting { get; }

    public IReadOnlyList<string> Reached => [.. _reached.Keys.Order(StringComparer.Ordinal)];

    public IReadOnlyList<string> NotAsked =>
        [.. _egress.Except(_reached.Keys, StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)];

    /// <summary>Listens on sockets in a folder that the sandbox sees.</summary>
    public async Task ListenAsync(string folder, CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        _ = builder.Logging.ClearProviders();
        _ = builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            foreach (int port in Setting.Ports)
            {
                kestrel.ListenUnixSocket(
                    Path.Combine(folder, SandboxSetting.Socket(port)),
                    listen => Listen(listen, port)
                );
            }
        });
        _server = builder.Build();
        _server.Run(AnswerAsync);
        await _server.StartAsync(cancellationToken);
    }

    /// <summary>Attempts to reach hosts that are not in the egress list.</summary>
    public IReadOnlyList<string> Findings(string folder)
    {
        string attempts = Path.Combine(folder, "attempts");
        IEnumerable<string> refused = File.Exists(attempts) ? File.ReadAllLines(attempts) : [];
        return
        [
            .. refused.Concat(
                _reached.Keys.Except(_egress, StringComparer.OrdinalIgnoreCase).Select(host => $"host {host}")
            ),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
        _authority.Dispose();
    }

    private static (string Host, int Port) Place(string entry)
    {
        int colon = entry.LastIndexOf(':');
        return (entry[..colon], int.Parse(entry.AsSpan(colon + 1), CultureInfo.InvariantCulture));
    }

    private string Address(string host) =>
        Directory.Exists(Path.Combine(_mirror, host)) ? SandboxSetting.SiteAddress : SandboxSetting.SilentAddress;

    private void Listen(ListenOptions listen, int port)
    {
        listen.Protocols = HttpProtocols.Http1;
        _ = listen.Use(next =>
            connection =>
            {
                connection.Items[PortItem] = port;
                return _link is null ? next(connection) : _link(connection, next);
            }
        );
        if (port != PlainPort)
        {
            _ = listen.UseHttps(
                new HttpsConnectionAdapterOptions
                {
                    ServerCertificateSelector = (_, host) => _authority.Certificate(host ?? "no-name.invalid"),
                }
            );
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        string host = context.Request.Host.Host;
        object? port = context.Features.GetRequiredFeature<IConnectionItemsFeature>().Items[PortItem];
        _ = _reached.TryAdd($"{host}:{port}", 0);
        string file = Path.GetFullPath(Path.Combine(_mirror, host + Uri.UnescapeDataString(context.Request.Path)));
        if (!file.StartsWith(_mirror + Path.DirectorySeparatorChar, StringComparison.Ordinal) || !File.Exists(file))
        {
            context.Response.StatusCode = (int)HttpStatusCode.NotFound;
            await context.Response.WriteAsync($"{host}{context.Request.Path} is not in the mirror.\n");
            return;
        }
        await Results.File(file, "application/octet-stream", enableRangeProcessing: true).ExecuteAsync(context);
    }

    // Source: the names of Ubuntu's and Debian's archives and of their snapshots.
    private static bool IsArchive(string folder) =>
        Path.GetFileName(folder) is string host
        && (
            host.EndsWith("ubuntu.com", StringComparison.Ordinal)
            || host.EndsWith("debian.org", StringComparison.Ordinal)
        );
}
