using System.Diagnostics;
using Jumpbox.Journaling;
using Microsoft.Extensions.Time.Testing;

namespace Jumpbox.Tests.Journaling;

public sealed class JournalTests : IDisposable
{
    private const string Sub = "5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f";
    private const string Group = $"/subscriptions/{Sub}/resourceGroups/rg";
    private static readonly JournalConfiguration Configuration = new("azure", Sub, "img@rg", "rg-images");
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly string _folder = Directory.CreateTempSubdirectory("jumpbox-journal-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Reading_alone_leaves_no_trace()
    {
        using Journal journal = Open();

        Assert.Empty(Directory.GetFileSystemEntries(_folder));
        Assert.Empty(journal.Effects);
    }

    [Fact]
    public void The_end_of_one_operation_deletes_no_token_that_another_one_is_saving()
    {
        using Journal journal = Open();
        _ = Parallel.For(
            0,
            64,
            new ParallelOptions { MaxDegreeOfParallelism = 16 },
            one =>
            {
                int number = journal.Intend("create", "PUT", $"{Group}/{one}", null, null);
                journal.Accept(number, "token");
                journal.Settle(number, EffectState.Done);
            }
        );
        Assert.Empty(journal.Open());
    }

    [Fact]
    public void What_one_run_wrote_the_next_one_knows()
    {
        using (Journal first = Open())
        {
            int made = first.Intend("create group", "PUT", Group, "abc", null);
            first.Settle(made, EffectState.Done);
            int begun = first.Intend("start the build", "POST", $"{Group}/x/run", null, "None");
            first.Accept(begun, "secret token");
        }

        using Journal second = Open();

        Assert.True(
            second.HasMade(
                Group.ToUpperInvariant().Replace("/SUBSCRIPTIONS", "/subscriptions", StringComparison.Ordinal)
            )
        );
        JournaledEffect open = Assert.Single(second.Open());
        Assert.Equal((EffectState.Accepted, "Build", "None"), (open.State, open.Target, open.Before));
        Assert.Equal("secret token", second.Token(open.Number));
        Assert.Equal(3, second.Intend("go on", "PUT", Group, null, null));
    }

    [Fact]
    public void The_token_is_readable_by_its_owner_alone_stands_in_no_journal_and_goes_with_the_end()
    {
        using Journal journal = Open();
        int effect = journal.Intend("delete", "DELETE", Group, null, null);
        journal.Accept(effect, "secret token");
        string token = Assert.Single(Directory.GetFiles(Path.Combine(_folder, "operations")));

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(token));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(journal.Path));
        }
        Assert.DoesNotContain("secret", Text(), StringComparison.Ordinal);
        journal.Settle(effect, EffectState.Done);
        Assert.Empty(Directory.GetFiles(Path.Combine(_folder, "operations")));
    }

    [Fact]
    public void A_token_that_is_replaced_is_whole_at_any_moment_and_one_that_a_killed_run_half_wrote_goes()
    {
        using Journal journal = Open();
        int effect = journal.Intend("delete", "DELETE", Group, null, null);
        journal.Accept(effect, "first token");
        string folder = Path.Combine(_folder, "operations");
        string token = Assert.Single(Directory.GetFiles(folder));
        using FileStream reader = new(token, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        File.WriteAllText($"{token}.{Guid.NewGuid():N}", "half a tok");

        journal.Accept(effect, "second token");

        Assert.Equal("first token", new StreamReader(reader).ReadToEnd());
        Assert.Equal("second token", journal.Token(effect));
        journal.Settle(effect, EffectState.Done);
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public void Another_case_of_names_is_the_same_journal()
    {
        JournalConfiguration louder = Configuration with
        {
            Cloud = "Azure",
            Subscription = Sub.ToUpperInvariant(),
            Owner = "IMG@RG",
            ImageGroup = "RG-Images",
        };
        Write();

        using Journal journal = Journal.Open(_folder, louder, "Build", _time);

        Assert.Equal(Configuration.FileName, louder.FileName);
        Assert.Equal("azure-" + Key("azure", Sub, "img@rg", "rg-images") + ".jsonl", louder.FileName);
        Assert.Single(journal.Effects);
    }

    private static string Key(params string[] parts) =>
        Convert.ToHexStringLower(
            System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', parts)))
        )[..8];

    [Fact]
    public void An_intent_is_on_the_disk_when_the_call_returns()
    {
        using Journal journal = Open();
        journal.Intend("create group", "PUT", Group, null, null);

        using Journal reader = Open();
        Assert.Equal(EffectState.Intended, Assert.Single(reader.Effects).State);
    }

    [Fact]
    public void Cut_at_any_byte_it_is_read_as_far_as_it_was_promised_and_goes_on()
    {
        string path;
        using (Journal journal = Open())
        {
            path = journal.Path;
            for (int i = 0; i < 4; i++)
            {
                int effect = journal.Intend($"create größe {i}", "PUT", $"{Group}{i}", null, null);
                journal.Settle(effect, EffectState.Done);
            }
        }
        byte[] whole = File.ReadAllBytes(path);
        for (int cut = 0; cut <= whole.Length; cut++)
        {
            File.WriteAllBytes(path, whole[..cut]);
            int lines = whole[..cut].Count(b => b == (byte)'\n');
            using (Journal journal = Open())
            {
                Assert.Equal(Math.Max(0, lines) / 2, journal.Effects.Count);
                Assert.Equal(
                    Math.Max(0, lines - 1) / 2,
                    journal.Effects.Count(effect => effect.State == EffectState.Done)
                );
                journal.Settle(journal.Intend("go on", "PUT", $"{Group}9", null, null), EffectState.Done);
            }
            using Journal after = Open();
            Assert.Equal("go on", after.Effects[^1].Asked);
            Assert.Equal(EffectState.Done, after.Effects[^1].State);
        }
    }

    [Fact]
    public void One_of_another_configuration_is_refused_and_both_are_named()
    {
        Write();
        JournalConfiguration other = Configuration with { Owner = "other@rg" };
        File.Move(Path.Combine(_folder, Configuration.FileName), Path.Combine(_folder, other.FileName));

        JournalException refused = Refused(other);

        Assert.Contains("img@rg", refused.Message, StringComparison.Ordinal);
        Assert.Contains("other@rg", refused.Message, StringComparison.Ordinal);
        Assert.Contains("No request was sent to the cloud", refused.Message, StringComparison.Ordinal);
        Assert.True(refused.AtOpening);
    }

    [Theory]
    [InlineData("\"schema\":1", "\"schema\":2", "version 2")]
    [InlineData("{\"n\":1,", "{\"n\":1", "Line 2")]
    [InlineData(Sub + "/resourceGroups", "00000000-0000-0000-0000-000000000000/resourceGroups", "Line 2")]
    [InlineData("\"id\":\"/subscriptions", "\"id\":\"/etc/subscriptions", "not a resource id")]
    [InlineData("\"method\":\"PUT\",", "", "Line 2")]
    public void One_that_is_newer_damaged_or_names_foreign_resources_is_refused(string from, string to, string said)
    {
        Write();
        string path = Path.Combine(_folder, Configuration.FileName);
        File.WriteAllText(path, Text().Replace(from, to, StringComparison.Ordinal));

        Assert.Contains(said, Refused(Configuration).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_outcome_without_its_intent_is_refused()
    {
        Write();
        string path = Path.Combine(_folder, Configuration.FileName);
        string[] lines = File.ReadAllLines(path);
        File.WriteAllText(path, $"{lines[0]}\n{lines[2]}\n");

        Assert.Contains("has no intent", Refused(Configuration).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_clock_that_was_set_back_changes_no_order()
    {
        using (Journal journal = Open())
        {
            journal.Settle(journal.Intend("create", "PUT", Group, null, null), EffectState.Done);
        }
        FakeTimeProvider earlier = new(_time.GetUtcNow() - TimeSpan.FromDays(400));
        using Journal later = Journal.Open(_folder, Configuration, "Cleanup", earlier);
        later.Settle(later.Intend("delete", "DELETE", Group, null, null), EffectState.Done);

        Assert.False(later.HasMade(Group));
        Assert.Empty(later.Open());
    }

    [Fact]
    public void What_failed_was_not_made_and_what_was_taken_away_is_not_made_any_more()
    {
        using Journal journal = Open();
        journal.Settle(journal.Intend("create", "PUT", Group, null, null), EffectState.Failed, "no");
        Assert.False(journal.HasMade(Group));
        int deployment = journal.Intend("deploy", "PUT", $"{Group}/providers/x", null, null);
        journal.Settle(deployment, EffectState.Done, null, [$"{Group}/made"]);
        Assert.True(journal.HasMade($"{Group}/made"));
        journal.Settle(journal.Intend("delete", "DELETE", $"{Group}/made", null, null), EffectState.Done);
        Assert.False(journal.HasMade($"{Group}/made"));
    }

    [Fact]
    public void Where_nothing_can_be_written_the_effect_is_not_asked_for()
    {
        string file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "");
        using Journal journal = Journal.Open(Path.Combine(file, "below"), Configuration, "Build", _time);

        JournalException failure = Assert.Throws<JournalException>(() =>
            journal.Intend("create group", "PUT", Group, null, null)
        );

        Assert.StartsWith("No request was sent: the intent to create group", failure.Message, StringComparison.Ordinal);
        Assert.False(failure.AtOpening);
    }

    [Fact]
    public async Task A_full_disk_stops_before_the_effect_and_leaves_whole_lines()
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && Environment.UserName == "root",
            "A disk that can be filled needs root on Linux."
        );
        string disk = Directory.CreateDirectory(Path.Combine(_folder, "disk")).FullName;
        Assert.SkipUnless(
            await RunAsync("mount", "-t", "tmpfs", "-o", "size=16k", "none", disk) == 0,
            "This machine does not let root mount a tmpfs."
        );
        try
        {
            using (Journal journal = Journal.Open(disk, Configuration, "Build", _time))
            {
                JournalException failure = Assert.Throws<JournalException>(() =>
                {
                    for (int i = 0; i < 1000; i++)
                    {
                        journal.Settle(
                            journal.Intend($"create {i}", "PUT", $"{Group}{i}", null, null),
                            EffectState.Done
                        );
                    }
                });
                Assert.Contains("Free disk space", failure.Message, StringComparison.Ordinal);
                Assert.InRange(journal.Effects.Count, 10, 999);
            }
            using Journal after = Journal.Open(disk, Configuration, "Build", _time);
            Assert.InRange(after.Effects.Count, 10, 999);
            Assert.Equal((byte)'\n', File.ReadAllBytes(after.Path)[^1]);
        }
        finally
        {
            Assert.Equal(0, await RunAsync("umount", disk));
        }
    }

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(program, arguments);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    private Journal Open() => Journal.Open(_folder, Configuration, "Build", _time);

    private string Text() => File.ReadAllText(Path.Combine(_folder, Configuration.FileName));

    private void Write()
    {
        using Journal journal = Open();
        journal.Settle(journal.Intend("create group", "PUT", Group, null, null), EffectState.Done);
    }

    private JournalException Refused(JournalConfiguration configuration) =>
        Assert.Throws<JournalException>(() => Journal.Open(_folder, configuration, "Build", _time));
}
