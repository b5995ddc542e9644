using System.Diagnostics;
using System.Text.Json.Nodes;
using LocalAzure.Settings;
using LocalAzure.Store;
using Microsoft.Extensions.Time.Testing;

namespace LocalAzure.Tests.Store;

/// <summary>
/// A state file that cannot grow costs the change that no longer fits, and nothing else: neither what was stored before nor
/// what is stored after.
/// </summary>
public sealed class FullDisk : IDisposable
{
    // A process whose files may not grow beyond this is one with a full disk, and needs no rights.
    private const string Limited = "LOCALAZURE_LIMITED_FOLDER";
    private const int LimitKiB = 32;
    private const string Deployment =
        $"{LocalArm.Subscription}/resourceGroups/rg-full/providers/Microsoft.Resources/deployments/d";

    private readonly string _folder = Directory.CreateTempSubdirectory("full").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(nameof(In_a_limited_process_a_change_that_does_not_fit_is_undone))]
    [InlineData(nameof(In_a_limited_process_an_event_that_fails_still_ends_what_waits_for_it))]
    public async Task A_file_that_may_not_grow_is_a_full_disk(string test)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux limits the size of files for one process.");
        string program = Environment.ProcessPath!;
        string own = program.EndsWith("dotnet", StringComparison.Ordinal)
            ? $"'{program}' '{typeof(FullDisk).Assembly.Location}'"
            : $"'{program}'";
        ProcessStartInfo start = new("bash")
        {
            ArgumentList =
            {
                "-c",
                $"trap '' XFSZ; ulimit -f {LimitKiB}; exec {own} -method '*.{nameof(FullDisk)}.{test}'",
            },
            Environment = { [Limited] = _folder, ["DOTNET_EnableWriteXorExecute"] = "0" },
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        Assert.True(process.ExitCode == 0, output);
        Assert.Contains("Total: 1", output, StringComparison.Ordinal);
        Assert.Contains("Skipped: 0", output, StringComparison.Ordinal);

        using ResourceStore again = new(_folder);
        Assert.NotEmpty(again.Under("/"));
        Assert.Null(again.Find("/large"));
        Assert.NotNull(again.Find("/small"));
    }

    [Fact]
    public void In_a_limited_process_a_change_that_does_not_fit_is_undone()
    {
        string folder = LimitedFolder();
        using ResourceStore store = new(folder);
        store.Put(Document("first", 1000));
        string file = Path.Combine(folder, "state.jsonl");
        long length = new FileInfo(file).Length;

        Assert.ThrowsAny<IOException>(() => store.Put(Document("large", LimitKiB * 1024)));

        Assert.Null(store.Find("/large"));
        Assert.Equal(length, new FileInfo(file).Length);
        store.Put(Document("small", 10));
    }

    [Fact]
    public void In_a_limited_process_an_event_that_fails_still_ends_what_waits_for_it()
    {
        using ResourceStore store = new(LimitedFolder());
        using Agenda agenda = new(store, TimeProvider.System);
        agenda.On(
            "fails",
            (_, _) => throw new InvalidOperationException(),
            (target, _, error) => store.Put(new StoredResource(target, "x", new JsonObject { ["error"] = error.Code }))
        );
        store.Put(Document("small", 10));
        agenda.Schedule(TimeSpan.Zero, "fails", "/waiting");
        Fill(store);

        agenda.RunDue();

        Assert.Equal("InternalServerError", (string?)store.Find("/waiting")?.Body["error"]);
        Assert.Null(agenda.Next);
    }

    [Fact]
    public async Task A_disk_that_was_full_for_a_while_leaves_a_file_that_opens()
    {
        string disk = await MountAsync();
        try
        {
            string filler = Path.Combine(disk, "filler");
            await File.WriteAllBytesAsync(filler, new byte[32 * 1024], Cancel);
            int stored = 0;
            using (ResourceStore store = new(disk))
            {
                Assert.ThrowsAny<IOException>(() =>
                {
                    for (; stored < 1000; stored++)
                    {
                        store.Put(Document($"d{stored:D4}", 700));
                    }
                });
                Assert.Null(store.Find($"/d{stored:D4}"));
                File.Delete(filler);
                store.Put(Document("after", 10));
            }
            using ResourceStore again = new(disk);
            Assert.Equal(stored + 1, again.Under("/").Count);
            Assert.NotNull(again.Find("/after"));
        }
        finally
        {
            Assert.Equal(0, await RunAsync("umount", disk));
        }
    }

    [Fact]
    public async Task A_deployment_that_a_full_disk_stops_ends_as_failed_and_the_server_answers()
    {
        string disk = await MountAsync();
        try
        {
            // The network takes its time, so that the disk is full before it is finished.
            FakeTimeProvider clock = new(DateTimeOffset.UtcNow);
            await using LocalArm arm = await LocalArm.StartAsync(
                new LocalAzureOptions
                {
                    StateFolder = disk,
                    TimeProvider = clock,
                    Durations = Durations.Real,
                }
            );
            await arm.PutAsync(
                $"{LocalArm.Subscription}/resourceGroups/rg-full",
                """{"location":"eastus2"}""",
                "2024-03-01"
            );
            Answer begun = await arm.PutAsync(
                Deployment,
                """
                {"properties":{"mode":"Incremental","template":{"contentVersion":"1.0.0.0","resources":[
                {"type":"Microsoft.Network/virtualNetworks","apiVersion":"2024-05-01","name":"vnet-full","location":"eastus2",
                "properties":{"addressSpace":{"addressPrefixes":["10.0.0.0/16"]}}}]}}}
                """,
                "2024-03-01"
            );
            Assert.True(begun.Status == 201, begun.Text);
            string filler = Path.Combine(disk, "filler");
            try
            {
                await File.WriteAllBytesAsync(filler, new byte[1024 * 1024], Cancel);
            }
            catch (IOException) { }

            Assert.Equal("Failed", await EndOfAsync(arm, clock));
            File.Delete(filler);
            Answer after = await arm.PutAsync(
                $"{LocalArm.Subscription}/resourceGroups/rg-after",
                """{"location":"eastus2"}""",
                "2024-03-01"
            );
            Assert.True(after.Status == 201, after.Text);
        }
        finally
        {
            Assert.Equal(0, await RunAsync("umount", disk));
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string LimitedFolder()
    {
        string? folder = Environment.GetEnvironmentVariable(Limited);
        Assert.SkipWhen(folder is null, "Runs in a process with a limit, which another test starts.");
        return folder;
    }

    private static void Fill(ResourceStore store)
    {
        for (int size = 4096; size >= 1; size /= 2)
        {
            try
            {
                for (int number = 0; number < 100; number++)
                {
                    store.Put(Document($"fill-{size}-{number}", size));
                }
            }
            catch (IOException) { }
        }
    }

    private static async Task<string> EndOfAsync(LocalArm arm, FakeTimeProvider clock)
    {
        for (int look = 0; look < 400; look++)
        {
            Answer answer = await arm.GetAsync(Deployment, "2024-03-01");
            if (answer.State is { } state and not "Running")
            {
                return state;
            }
            clock.Advance(TimeSpan.FromSeconds(10));
            await Task.Delay(TimeSpan.FromMilliseconds(25), Cancel);
        }
        return "Running";
    }

    private async Task<string> MountAsync()
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && Environment.UserName == "root",
            "A disk that can be filled needs root on Linux."
        );
        string disk = Directory.CreateDirectory(Path.Combine(_folder, "disk")).FullName;
        Assert.SkipUnless(
            await RunAsync("mount", "-t", "tmpfs", "-o", "size=512k", "none", disk) == 0,
            "This machine does not let root mount a tmpfs."
        );
        return disk;
    }

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(program, arguments);
        await process.WaitForExitAsync(CancellationToken.None);
        return process.ExitCode;
    }

    private static StoredResource Document(string name, int size) =>
        new($"/{name}", "test/things", new JsonObject { ["filling"] = new string('x', size) });
}
