using System.Globalization;
using System.Security.Cryptography;
using Hostile;
using Jumpbox.Customizer;
using Jumpbox.Settings;

namespace Jumpbox.Tests.Customizer;

/// <summary>
/// The machine behind a proxy that opens TLS: the real step that trusts an authority, then the real apt and curl of the steps'
/// libraries, with the settings' proxy. The trust store is a mount in a namespace of its own, so that nothing of it is left.
/// </summary>
public sealed class BehindAnInspectingProxy : IDisposable
{
    private const string Host = "packages.corp.example";
    private readonly string _root = Directory.CreateTempSubdirectory("jumpbox-proxy-").FullName;

    [Fact]
    public async Task With_its_authority_in_files_apt_and_curl_read_through_it()
    {
        await using MoodyArchive archive = await StartAsync();
        await using InspectingProxy proxy = Before(archive);

        (int code, string said) = await RunAsync(archive, proxy, trusted: true);

        Assert.True(code == 0, said);
        Assert.Contains("tool 1.0: ", said, StringComparison.Ordinal);
        Assert.Contains("SHA-256 as locked", said, StringComparison.Ordinal);
        Assert.All(proxy.Tunnels, tunnel => Assert.Equal($"{Host}:443", tunnel));
        Assert.Contains(proxy.Read, one => one.Path.EndsWith("/InRelease", StringComparison.Ordinal));
        Assert.Contains(proxy.Read, one => one.Path.EndsWith(".deb", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_it_apt_says_that_the_certificate_is_not_trusted()
    {
        await using MoodyArchive archive = await StartAsync();
        await using InspectingProxy proxy = Before(archive);

        (int code, string said) = await RunAsync(archive, proxy, trusted: false);

        Assert.Equal(1, code);
        Assert.Contains("certificate", said, StringComparison.OrdinalIgnoreCase);
        Assert.NotEmpty(proxy.Tunnels);
        Assert.Empty(proxy.Read);
    }

    [Fact]
    public async Task One_that_demands_credentials_is_named_by_apt()
    {
        await using MoodyArchive archive = await StartAsync();
        await using InspectingProxy proxy = Before(archive, demandsCredentials: true);

        (int code, string said) = await RunAsync(archive, proxy, trusted: true);

        Assert.Equal(1, code);
        Assert.Contains("407", said, StringComparison.Ordinal);
        Assert.Empty(proxy.Read);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static async Task<MoodyArchive> StartAsync()
    {
        Shell.Require("apt-get", "apt");
        Shell.Require("curl", "curl");
        Shell.Require("update-ca-certificates", "ca-certificates");
        Shell.Require("unshare", "util-linux");
        (int can, string why) = await Shell.RunAsync("unshare", "--mount", "true");
        Assert.SkipUnless(can == 0 && Environment.IsPrivilegedProcess, $"no trust store can be mounted here: {why}");
        return await MoodyArchive.StartAsync();
    }

    private static InspectingProxy Before(MoodyArchive archive, bool demandsCredentials = false) =>
        new(
            new HonestServer(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }, archive.Address),
            Host
        )
        {
            DemandsCredentials = demandsCredentials,
        };

    private async Task<(int Code, string Said)> RunAsync(MoodyArchive archive, InspectingProxy proxy, bool trusted)
    {
        if (trusted)
        {
            Put("repository/files/corp.crt", proxy.AuthorityPem);
            Put(
                "repository/files/manifest.json",
                """
                [ { "source": "corp.crt", "target": "/usr/local/share/ca-certificates/corp.crt", "mode": "0644", "trust": true } ]
                """
            );
        }
        JumpboxSettings settings = SmallCatalogue.Settings($"customizer.proxy={proxy.Address}");
        CustomizerPlan plan = CustomizerPlan.Render(
            settings,
            SmallCatalogue.Catalogue,
            SmallCatalogue.Pins,
            SmallCatalogue.Scripts,
            own: OwnContents.Read(Path.Combine(_root, "repository"))
        );
        foreach (CustomizerStep step in plan.Customize.Where(step => step.Name == "own-files"))
        {
            Put("own-files.sh", string.Join('\n', step.Inline));
        }
        string deb = $"archive/pool/main/{MoodyArchive.Package}_1.0_amd64.deb";
        byte[] package = archive.Read(deb)!;
        Put("var/lib/dpkg/status", "");
        Put("sources.list", archive.SourceAt(new Uri($"https://{Host}")) + "\n");
        Put("apt/apt.conf", MoodyArchive.Configuration(_root));
        Put(
            "machine.sh",
            $"""
            mkdir -p "{_root}/certs" "{_root}/var/lib/apt/lists/partial" "{_root}/var/cache/apt/archives/partial"
            cp -a /etc/ssl/certs/. "{_root}/certs"
            mount --bind "{_root}/certs" /etc/ssl/certs
            mount -t tmpfs none /usr/local/share/ca-certificates
            if [ -d /etc/ca-certificates/update.d ]; then mount -t tmpfs none /etc/ca-certificates/update.d; fi
            if [ -f "{_root}/own-files.sh" ]; then sh "{_root}/own-files.sh"; fi
            unset NO_PROXY no_proxy SSL_CERT_FILE CURL_CA_BUNDLE
            {string.Join('\n', ProxyText.Exports(settings.Customizer))}
            STEP=test STAGE={_root} APT_LOCK_SECONDS=3 APT_SECONDS=120 APT_PATIENCE_SECONDS=1
            FETCH_TRIES=1 FETCH_PATIENCE_SECONDS=1 FETCH_BYTES=1000000 UNPACKED_BYTES=1000000
            . scripts/lib/step.sh
            . scripts/lib/apt.sh
            . scripts/lib/fetch.sh
            apt_update
            patiently -d install {MoodyArchive.Package} || apt_failed "installing failed" "see apt's own lines above"
            fetch 'tool 1.0' 'https://{Host}/{deb}' "$STAGE/tool.deb" {Convert.ToHexStringLower(
                SHA256.HashData(package)
            )} {package.Length.ToString(CultureInfo.InvariantCulture)} || exit 1

            """
        );
        return await Shell.RunAsync("unshare", "--mount", "sh", "-e", Path.Combine(_root, "machine.sh"));
    }

    private void Put(string path, string text)
    {
        string file = Path.Combine(_root, path);
        _ = Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
