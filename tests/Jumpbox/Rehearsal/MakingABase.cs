using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Jumpbox.Rehearsal;

namespace Jumpbox.Tests.Rehearsal;

/// <summary>A base that cannot be created is reported, and nothing of it remains.</summary>
public sealed class MakingABase : IDisposable
{
    private const string Marker = "JUMPBOX_BASE_MARKER";
    private const string Source = "JUMPBOX_BASE_SOURCE";
    private static readonly Identity Identity = Environment.IsPrivilegedProcess ? Identity.Root : Identity.User;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("jumpbox-making-");
    private readonly RehearsalLab _lab = new();

    private string Cache => Path.Combine(_folder.FullName, "cache");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_base_that_cannot_be_made_is_told_in_the_makers_words()
    {
        await _lab.RequireAsync(_lab.Request, Cancel);

        RehearsalException failure = await Assert.ThrowsAsync<RehearsalException>(() =>
            GetAsync("deb [nonsense", Cancel)
        );

        Assert.Contains("mmdebstrap", failure.Message, StringComparison.Ordinal);
        Assert.Contains("exited with code", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Left());
    }

    [Fact]
    public async Task A_cancelled_base_leaves_nothing()
    {
        await _lab.RequireAsync(_lab.Request, Cancel);
        using TcpListener silent = Silent(out string source);
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(Cancel);

        Task<RootFileSystem> making = GetAsync(source, ending.Token);
        using TcpClient asked = await silent.AcceptTcpClientAsync(Cancel);
        await ending.CancelAsync();

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => making);
        Assert.Empty(Left());
    }

    [Fact]
    public async Task A_base_whose_program_is_killed_leaves_nothing()
    {
        await _lab.RequireAsync(_lab.Request, Cancel);
        using TcpListener silent = Silent(out string source);
        ProcessStartInfo start = new(
            Environment.ProcessPath!,
            ["-method", $"*{nameof(A_base_that_another_test_kills)}", "-explicit", "only"]
        )
        {
            RedirectStandardOutput = true,
            Environment =
            {
                [Marker] = Cache,
                [Source] = source,
                ["TMPDIR"] = _folder.FullName,
            },
        };
        // The maker works as a user to whom the folder does not belong.
        _ = await Customizer.Shell.RunAsync("chmod", "0755", _folder.FullName);
        using Process program = Process.Start(start)!;
        Task<string> said = program.StandardOutput.ReadToEndAsync(Cancel);
        Task<TcpClient> asking = silent.AcceptTcpClientAsync(Cancel).AsTask();
        _ = await Task.WhenAny(asking, program.WaitForExitAsync(Cancel));
        Assert.True(asking.IsCompletedSuccessfully, program.HasExited ? await said : "the program ended");
        using TcpClient asked = await asking;
        Assert.NotEmpty(Left());

        program.Kill();

        for (int tries = 0; tries < 200 && Left().Count > 0; tries++)
        {
            await Task.Delay(50, Cancel);
        }
        Assert.Empty(Left());
        Assert.Empty(_folder.GetDirectories("jumpbox-base-*"));
    }

    [Fact(Explicit = true)]
    public Task A_base_that_another_test_kills() =>
        new BaseCache(Environment.GetEnvironmentVariable(Marker)!, Identity).GetAsync(
            Recipe(Environment.GetEnvironmentVariable(Source)!),
            _ => { },
            Cancel
        );

    public void Dispose()
    {
        _lab.Dispose();
        _folder.Delete(recursive: true);
    }

    private static BaseRecipe Recipe(string source) => new("noble", [source], null);

    private Task<RootFileSystem> GetAsync(string source, CancellationToken cancellationToken) =>
        new BaseCache(Cache, Identity).GetAsync(Recipe(source), _ => { }, cancellationToken);

    // An archive that takes the connection and says nothing.
    private static TcpListener Silent(out string source)
    {
        TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        source = $"deb [trusted=yes] http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/ubuntu noble main";
        return listener;
    }

    private List<string> Left() =>
        [
            .. RehearsalTraces.Naming(Cache),
            .. Directory
                .EnumerateFileSystemEntries(Path.Combine(Cache, "base"))
                .Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)),
        ];
}
