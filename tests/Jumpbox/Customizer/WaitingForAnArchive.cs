using System.Diagnostics;
using System.Text.RegularExpressions;
using Jumpbox.Tests.Tools;
using Microsoft.AspNetCore.Http;

namespace Jumpbox.Tests.Customizer;

/// <summary>
/// The real apt, in a root of its own, with the steps' library against a signed repository that misbehaves. The clock of the
/// library is virtual: a pause only moves it.
/// </summary>
public sealed class WaitingForAnArchive : IDisposable
{
    private const int Patience = 900;
    private const string Busy = "trying again in";
    private readonly string _root = Directory.CreateTempSubdirectory("jumpbox-apt-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(503, "503 Service Unavailable")]
    [InlineData(429, "429 Too Many Requests")]
    [InlineData(502, "502 Bad Gateway")]
    public async Task An_archive_that_is_busy_is_waited_for_with_growing_pauses(int status, string told)
    {
        await using MoodyArchive archive = await StartAsync();
        archive.Mood = (context, asked) => RefuseAsync(context, asked <= 3, status);

        (int code, string said) = await InstallAsync(archive);

        Assert.True(code == 0, said);
        Assert.Contains(
            $"apt: {told}: {Busy} 2 seconds, for {Patience} seconds in all; 0 are over",
            said,
            StringComparison.Ordinal
        );
        Assert.Contains($"{Busy} 4 seconds, for {Patience} seconds in all; 2 are over", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_stays_busy_ends_the_step_with_the_reason_and_the_time()
    {
        await using MoodyArchive archive = await StartAsync();
        archive.Mood = (context, _) => RefuseAsync(context, refuses: true, 503);

        (int code, string said) = await InstallAsync(archive);

        Assert.Equal(1, code);
        Assert.True(
            Regex.IsMatch(
                said,
                $"the package index could not be read: 503 Service Unavailable, still after 8[0-9]+ of at most {Patience} seconds"
            ),
            said
        );
        Assert.Contains("start the build again later", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/Packages", 0, "Hash Sum mismatch")]
    [InlineData("/Packages", -1, "Hash Sum mismatch|unexpected size|Mirror sync in progress")]
    [InlineData(".deb", 0, "Hash Sum mismatch")]
    public async Task A_mirror_between_two_states_is_read_again(string what, int longer, string told)
    {
        await using MoodyArchive archive = await StartAsync();
        int reads = 0;
        archive.Mood = async (context, _) =>
        {
            string path = context.Request.Path.Value!;
            if (!path.Contains(what, StringComparison.Ordinal) || archive.Read(path) is not { } old || ++reads > 6)
            {
                return false;
            }
            old[^1] ^= 1;
            await context.Response.Body.WriteAsync(old.AsMemory(0, old.Length + longer), Cancel);
            return true;
        };

        (int code, string said) = await InstallAsync(archive);

        Assert.True(code == 0, said);
        Assert.Matches(told, said);
        Assert.Contains(Busy, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_package_that_breaks_off_is_loaded_again_after_the_lists()
    {
        await using MoodyArchive archive = await StartAsync();
        int loads = 0;
        archive.Mood = (context, _) =>
            RefuseAsync(
                context,
                context.Request.Path.Value!.EndsWith(".deb", StringComparison.Ordinal) && ++loads <= 2,
                503
            );

        (int code, string said) = await InstallAsync(archive);

        Assert.True(code == 0, said);
        Assert.Contains($"apt: 503 Service Unavailable: {Busy} 2 seconds", said, StringComparison.Ordinal);
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(_root, "var/cache/apt/archives"), "*.deb"));
    }

    [Fact]
    public async Task A_signature_of_another_key_is_not_waited_for()
    {
        await using MoodyArchive archive = await StartAsync();
        archive.Publish("2.0", new TestKey(DateTimeOffset.UtcNow.AddDays(-1)));

        (int code, string said) = await InstallAsync(archive);

        Assert.Equal(1, code);
        Assert.DoesNotContain(Busy, said, StringComparison.Ordinal);
        Assert.Contains("the package index could not be read", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_package_that_does_not_exist_is_not_waited_for()
    {
        await using MoodyArchive archive = await StartAsync();

        (int code, string said) = await InstallAsync(archive, "no-such-package");

        Assert.Equal(1, code);
        Assert.DoesNotContain(Busy, said, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static async Task<MoodyArchive> StartAsync()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/apt-get"), "apt-get is not installed");
        return await MoodyArchive.StartAsync();
    }

    private static Task<bool> RefuseAsync(HttpContext context, bool refuses, int status)
    {
        if (refuses)
        {
            context.Response.StatusCode = status;
        }
        return Task.FromResult(refuses);
    }

    private async Task<(int Code, string Said)> InstallAsync(
        MoodyArchive archive,
        string package = MoodyArchive.Package
    )
    {
        foreach (
            string folder in (string[])
                ["var/lib/dpkg", "var/lib/apt/lists/partial", "var/cache/apt/archives/partial", "apt"]
        )
        {
            _ = Directory.CreateDirectory(Path.Combine(_root, folder));
        }
        await File.WriteAllTextAsync(Path.Combine(_root, "var/lib/dpkg/status"), "", Cancel);
        await File.WriteAllTextAsync(Path.Combine(_root, "sources.list"), archive.Source + "\n", Cancel);
        await File.WriteAllTextAsync(
            Path.Combine(_root, "apt/apt.conf"),
            $"{MoodyArchive.Configuration(_root)}Acquire::Retries::Delay \"false\";\n",
            Cancel
        );
        string script = $"""
            STEP=test STAGE={_root} APT_LOCK_SECONDS=3 APT_SECONDS=120 APT_PATIENCE_SECONDS={Patience}
            echo 0 >"$STAGE/clock"
            sleep() (echo "$(($(cat "$STAGE/clock") + $1))" >"$STAGE/clock")
            date() (cat "$STAGE/clock")
            . scripts/lib/step.sh
            . scripts/lib/apt.sh
            apt_update
            patiently -d install {package} || apt_failed "installing {package} failed" "see apt's own lines above"

            """;
        using Process shell = Process.Start(
            new ProcessStartInfo("/bin/sh", ["-e", "-c", script])
            {
                WorkingDirectory = Repository.Root,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                RedirectStandardInput = true,
            }
        )!;
        shell.StandardInput.Close();
        string[] said = await Task.WhenAll(
            shell.StandardOutput.ReadToEndAsync(Cancel),
            shell.StandardError.ReadToEndAsync(Cancel)
        );
        await shell.WaitForExitAsync(Cancel);
        return (shell.ExitCode, string.Concat(said));
    }
}
