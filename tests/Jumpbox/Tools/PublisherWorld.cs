using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Jumpbox.Pins;
using Jumpbox.Tools;

namespace Jumpbox.Tests.Tools;

/// <summary>A server with releases in the shapes of the catalogue's repositories, and a resolver that works against it.</summary>
internal sealed class PublisherWorld : IAsyncDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Long = Now.AddYears(-3);

    private readonly string _folder = Directory.CreateTempSubdirectory("jumpbox-tools-").FullName;
    private readonly Dictionary<string, List<string>> _packages = new(StringComparer.Ordinal);
    private readonly List<IDisposable> _clients = [];

    private PublisherWorld(PublisherServer server)
    {
        Server = server;
        ToolCatalogue real = ToolCatalogue.Load(Path.Combine(SampleSettings.Root, ToolCatalogue.DefaultPath));
        Catalogue = real with { Tools = [.. real.Tools.Select(WithTestKeys)] };
    }

    public PublisherServer Server { get; }

    public TestKey Key { get; private set; } = new(Long);

    /// <summary>The checked-in catalogue, with the test's key in the publishers' place.</summary>
    public ToolCatalogue Catalogue { get; private set; }

    public JumpingTime Time { get; } = new(Now);

    public string CacheFolder => Path.Combine(_folder, "cache");

    public string Folder => _folder;

    public static async Task<PublisherWorld> StartAsync() => new(await PublisherServer.StartAsync());

    public ToolDefinition Tool(string name) => Catalogue.Find(name)!;

    public GitHubReleases GitHub(string? token = null, string api = "https://api.github.com/") =>
        Owned(
            new GitHubReleases(
                new GitHubOptions(new Uri(api), token, Path.Combine(CacheFolder, "github"), TimeSpan.FromMinutes(1)),
                Server.Network(),
                Time
            )
        );

    public PublisherFiles Files() => Owned(new PublisherFiles(Server.Network(), TimeSpan.FromMilliseconds(1), Time));

    public PublisherSession Session() =>
        Owned(
            new PublisherSession(
                new GitHubOptions(GitHubOptions.PublicApi, null, CacheFolder, TimeSpan.FromMinutes(1)),
                Server.Network,
                Trust,
                Time
            )
        );

    public ToolResolver Resolver() => new(GitHub(), Files(), CacheFolder, Trust, Time);

    /// <summary>The trusted roots of the world's publishers.</summary>
    public TrustFiles Trust => new([Path.Combine(_folder, "trust")]);

    public void PutTrust(string name, string text)
    {
        _ = Directory.CreateDirectory(Path.Combine(_folder, "trust"));
        File.WriteAllText(Path.Combine(_folder, "trust", name), text);
    }

    /// <summary>Demands proofs of a tool in place of those of the catalogue.</summary>
    /// <summary>Gives a tool a second source.</summary>
    public void OfferElsewhere(string name, string fallbackUrl) =>
        Catalogue = Catalogue with
        {
            Tools =
            [
                .. Catalogue.Tools.Select(tool => tool.Name == name ? tool with { FallbackUrl = fallbackUrl } : tool),
            ],
        };

    public void Demand(string name, params ProofSource[] proofs) =>
        Catalogue = Catalogue with
        {
            Tools = [.. Catalogue.Tools.Select(tool => tool.Name == name ? tool with { Proofs = proofs } : tool)],
        };

    public Task<ToolResolution> ResolveAsync(
        string name,
        LockedTool? locked = null,
        bool download = false,
        int minimumAgeDays = 7
    ) =>
        Resolver()
            .ResolveAsync(
                Tool(name),
                locked,
                new ResolveOptions(TimeSpan.FromDays(minimumAgeDays), download),
                CancellationToken.None
            );

    /// <summary>Publishes a release of a tool the way its publisher does.</summary>
    public void Publish(
        string name,
        string version,
        int daysAgo = 60,
        bool draft = false,
        bool prerelease = false,
        bool withFiles = true,
        bool withDigests = true
    )
    {
        ToolDefinition tool = Tool(name);
        JsonArray assets = [];
        StringBuilder sums = new();
        foreach (string architecture in withFiles && tool.Apt is null ? tool.Architectures.Keys : [])
        {
            string url = tool.UrlOf(version, architecture);
            string file = Uri.UnescapeDataString(url[(url.LastIndexOf('/') + 1)..]);
            byte[] content = Content(name, version, architecture);
            string sha256 = Convert.ToHexStringLower(SHA256.HashData(content));
            Put(url, content);
            _ = sums.Append(sha256).Append("  ").Append(file).Append('\n');
            if (tool.Checksum is { Form: not ChecksumForm.SumsFile } own)
            {
                string text = own.Form == ChecksumForm.Bare ? sha256 : $"{sha256}  {file}\n";
                Put(tool.Expand(own.Url, version, architecture), Encoding.UTF8.GetBytes(text));
            }
            if (url.Contains("/releases/download/", StringComparison.Ordinal))
            {
                assets.Add(Asset(file, content.Length, withDigests ? $"sha256:{sha256}" : null));
            }
        }
        if (withFiles && tool.Checksum is { Form: ChecksumForm.SumsFile } shared)
        {
            // Two tools of one release share its list.
            string list = tool.Expand(shared.Url, version, "");
            byte[] content =
            [
                .. Server.Files.GetValueOrDefault(KeyOf(list), []),
                .. Encoding.UTF8.GetBytes(sums.ToString()),
            ];
            Put(list, content);
            if (tool.Signature is { } signature)
            {
                Put(tool.Expand(signature.Url, version, ""), Key.Sign(content, Now.AddDays(-daysAgo)));
                Put(signature.KeyUrl, Key.Armoured);
            }
        }
        AddRelease(tool.Repository, tool.TagOf(version), daysAgo, draft, prerelease, assets);
    }

    public void AddRelease(
        string repository,
        string tag,
        int daysAgo,
        bool draft = false,
        bool prerelease = false,
        JsonArray? assets = null
    )
    {
        List<JsonObject> releases = Server.Releases.GetOrAdd(repository, _ => []);
        if (releases.Find(release => (string?)release["tag_name"] == tag) is { } there)
        {
            foreach (JsonNode? asset in assets ?? [])
            {
                there["assets"]!.AsArray().Add(asset!.DeepClone());
            }
            return;
        }
        JsonObject release = new()
        {
            ["tag_name"] = tag,
            ["draft"] = draft,
            ["prerelease"] = prerelease,
            ["published_at"] = draft ? null : Now.AddDays(-daysAgo).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"),
            ["html_url"] = $"https://github.com/{repository}/releases/tag/{tag}",
            ["assets"] = assets ?? [],
        };
        releases.Insert(0, release);
    }

    /// <summary>Puts a package into the apt repository and signs its indexes again.</summary>
    public void PublishPackage(string version, string suite, TestKey? signer = null, string? codename = null)
    {
        AptSource apt = Tool("azure-cli").Apt!;
        StringBuilder release = new($"Origin: azure-cli {suite}\nCodename: {codename ?? suite}\nSHA256:\n");
        foreach (string architecture in new[] { "amd64", "arm64" })
        {
            string file = $"pool/main/a/azure-cli/azure-cli_{version}_{architecture}.deb";
            byte[] content = Content("azure-cli", version, architecture);
            Put($"{apt.Repository}/{file}", content);
            List<string> stanzas = _packages.TryGetValue($"{suite} {architecture}", out List<string>? there)
                ? there
                : _packages[$"{suite} {architecture}"] = [];
            stanzas.Add(
                $"Package: azure-cli\nVersion: {version}\nArchitecture: {architecture}\nDescription: Azure\n more text: here\n"
                    + $"Filename: {file}\nSize: {content.Length}\nSHA256: {Convert.ToHexStringLower(SHA256.HashData(content))}\n"
            );
            byte[] index = Gzip(string.Join('\n', stanzas));
            string path = $"main/binary-{architecture}/Packages.gz";
            Put($"{apt.Repository}/dists/{suite}/{path}", index);
            _ = release.Append($" {Convert.ToHexStringLower(SHA256.HashData(index))} {index.Length} {path}\n");
        }
        Put(
            $"{apt.Repository}/dists/{suite}/InRelease",
            (signer ?? Key).ClearSign(release.ToString().TrimEnd('\n'), Now.AddDays(-1))
        );
        Put(apt.KeyUrl, Key.Armoured);
    }

    public void Put(string url, byte[] content) => Server.Files[KeyOf(url)] = content;

    public void Remove(string url)
    {
        if (!Server.Files.TryRemove(KeyOf(url), out _))
        {
            throw new KeyNotFoundException(url);
        }
    }

    public byte[] Get(string url) => Server.Files[KeyOf(url)];

    public void Break(string url, Fault fault) => Server.Faults[KeyOf(url)] = fault;

    /// <summary>Adds a tool to the catalogue.</summary>
    public void Add(ToolDefinition tool) => Catalogue = Catalogue with { Tools = [.. Catalogue.Tools, tool] };

    /// <summary>Another key takes the publisher's place in the catalogue.</summary>
    public void Use(TestKey key)
    {
        Key = key;
        Catalogue = Catalogue with { Tools = [.. Catalogue.Tools.Select(WithTestKeys)] };
    }

    public static byte[] Content(string name, string version, string architecture) =>
        Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Repeat($"{name} {version} {architecture}", 400)));

    public static JsonObject Asset(string name, long size, string? digest, string state = "uploaded") =>
        new()
        {
            ["id"] = 3_000_000_000L,
            ["name"] = name,
            ["size"] = size,
            ["state"] = state,
            ["digest"] = digest,
        };

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        await Server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private ToolDefinition WithTestKeys(ToolDefinition tool) =>
        tool with
        {
            Signature = tool.Signature is null ? null : tool.Signature with { Fingerprint = Key.Fingerprint },
            Apt = tool.Apt is null ? null : tool.Apt with { Fingerprint = Key.Fingerprint },
        };

    private T Owned<T>(T client)
        where T : IDisposable
    {
        _clients.Add(client);
        return client;
    }

    private static string KeyOf(string url) => Uri.UnescapeDataString(url["https://".Length..]);

    private static byte[] Gzip(string text)
    {
        MemoryStream packed = new();
        using (GZipStream packing = new(packed, CompressionLevel.Fastest))
        {
            packing.Write(Encoding.UTF8.GetBytes(text));
        }
        return packed.ToArray();
    }
}
