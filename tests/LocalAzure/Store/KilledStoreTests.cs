using System.Runtime.Versioning;
using System.Text;
using System.Text.Json.Nodes;
using LocalAzure.Settings;

namespace LocalAzure.Tests.Store;

public sealed class KilledStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("killed").FullName;

    /// <summary>A kill leaves the last line cut at any byte, and the mark of the line before it: every such state must open.</summary>
    [Fact]
    public async Task A_state_file_cut_at_any_place_opens_with_what_was_whole()
    {
        await using (LocalArm arm = await LocalArm.StartAsync(new() { StateFolder = _folder }))
        {
            for (int i = 0; i < 5; i++)
            {
                await arm.PutAsync(
                    $"{LocalArm.Subscription}/resourceGroups/rg-{i}",
                    """{"location":"eastus2"}""",
                    "2024-03-01"
                );
            }
        }
        string file = Path.Combine(_folder, "state.jsonl");
        string mark = Path.Combine(_folder, "state.lock");
        byte[] whole = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        int last = Array.LastIndexOf(whole, (byte)'\n', whole.Length - 2) + 1;
        Random random = new(1);
        foreach (
            int length in Enumerable
                .Range(0, 30)
                .Select(_ => random.Next(whole.Length))
                .Append(last)
                .Append(whole.Length - 1)
        )
        {
            await File.WriteAllBytesAsync(file, whole[..length], TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(mark, MarkBefore(whole, length), TestContext.Current.CancellationToken);
            await using LocalAzureServer server = await LocalAzureServer.StartAsync(
                new() { StateFolder = _folder },
                TestContext.Current.CancellationToken
            );
            int groups = server
                .Snapshot()
                .ResourceIds.Count(id => id.Contains("/rg-", StringComparison.Ordinal) && id.Split('/').Length == 5);
            Assert.True(
                groups >= (length >= last ? 5 : 1),
                $"{groups} groups after a cut at {length} of {whole.Length}"
            );
        }
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("not a state")]
    [InlineData("[{\"k\":\"x\" oops")]
    [InlineData("[]\n[{\"k\":1}]\n")]
    [InlineData("[{\"k\":\"x\",\"i\":\"x\",\"t\":\"x\",\"b\":7}]\n")]
    [InlineData("[{\"k\":\"x\",\"k\":\"x\"}]\n")]
    [InlineData("\0\0\0\0")]
    public async Task A_damaged_state_is_refused_and_stays_as_it_is(string damage)
    {
        string file = Path.Combine(_folder, "state.jsonl");
        await using (await LocalArm.StartAsync(new() { StateFolder = _folder })) { }
        foreach (bool atTheEnd in new[] { true, false })
        {
            string text =
                (atTheEnd ? await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken) : "") + damage;
            await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);

            LocalAzureException refused = await Assert.ThrowsAsync<LocalAzureException>(() =>
                LocalArm.StartAsync(new() { StateFolder = _folder })
            );

            Assert.Contains("is damaged in line", refused.Message, StringComparison.Ordinal);
            Assert.Contains(file, refused.Message, StringComparison.Ordinal);
            Assert.Equal(text, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task A_second_process_is_told_that_the_state_is_in_use()
    {
        await using LocalArm first = await LocalArm.StartAsync(new() { StateFolder = _folder });
        LocalAzureException failure = await Assert.ThrowsAsync<LocalAzureException>(() =>
            LocalArm.StartAsync(new() { StateFolder = _folder })
        );
        Assert.Contains("in use", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task The_state_is_its_owners_alone_from_the_first_byte_and_when_an_older_one_goes_on()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no Unix modes.");
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        string state = Path.Combine(_folder, "below");
        await using (await LocalArm.StartAsync(new() { StateFolder = state })) { }
        string file = Path.Combine(state, "state.jsonl");
        Assert.Equal(Owner | UnixFileMode.UserExecute, File.GetUnixFileMode(state));
        Assert.Equal(Owner, File.GetUnixFileMode(file));
        File.SetUnixFileMode(file, Owner | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        await using (await LocalArm.StartAsync(new() { StateFolder = state })) { }

        Assert.All(Directory.GetFiles(state), one => Assert.Equal(Owner, File.GetUnixFileMode(one)));
    }

    // That of the last whole line before the cut.
    private static string MarkBefore(byte[] whole, int length)
    {
        string[] lines = Encoding.UTF8.GetString(whole, 0, length).Split('\n');
        JsonNode? last = lines.Length > 2 ? JsonNode.Parse(lines[^2]) : null;
        return last is null ? "" : $"{(long)last["n"]!:D19} {last["s"]}\n";
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
