using Jumpbox.Rollouts;
using Jumpbox.Tests.Customizer;

namespace Jumpbox.Tests.Rollouts;

/// <summary>The script that closes a machine, in a real shell, and its answer as the pipeline reads it.</summary>
public sealed class AskingForSessions
{
    private static readonly DateTimeOffset Deadline = new(2026, 12, 1, 4, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("session ops\nsession ops\nclosed\nsessions-end 2\n", false, "ops is signed in")]
    [InlineData("closed\nsessions-end 0\n", true, "nobody is signed in")]
    [InlineData("sessions-end 0\n", false, "someone may sign in at any time")]
    [InlineData("session ops\nclosed\nsessions-end 2\n", false, "the list of sessions is incomplete")]
    [InlineData("closed\n", false, "which counts as someone")]
    [InlineData("", false, "which counts as someone")]
    public void Only_a_complete_list_of_a_closed_machine_without_sessions_is_empty(
        string output,
        bool empty,
        string text
    )
    {
        Sessions sessions = Sessions.Read(output);
        Assert.Equal(empty, sessions.IsEmpty);
        Assert.Contains(text, sessions.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HealthState/healthy", 1, MachineHealth.Healthy)]
    [InlineData("HealthState/unhealthy", 1, MachineHealth.Unhealthy)]
    [InlineData("HealthState/unknown", 1, MachineHealth.Pending)]
    [InlineData("HealthState/unknown", 21, MachineHealth.Unhealthy)]
    [InlineData(null, 21, MachineHealth.Unhealthy)]
    public void What_a_machine_does_not_say_in_time_counts_as_unhealthy(
        string? code,
        int minutes,
        MachineHealth health
    ) =>
        Assert.Equal(
            health,
            MachineHealthReading.Of("Succeeded", code, TimeSpan.FromMinutes(minutes), TimeSpan.FromMinutes(20)).Health
        );

    [Fact]
    public async Task In_a_real_shell_it_closes_the_machine_lists_the_sessions_and_opens_it_again()
    {
        string folder = Directory.CreateTempSubdirectory("jumpbox-sessions-").FullName;
        try
        {
            string nologin = Path.Combine(folder, "nologin");
            SessionScript script = new(SmallCatalogue.Scripts);
            Sessions sessions = Sessions.Read(await RunAsync(folder, script.Close(Deadline)));
            Assert.Null(sessions.Trouble);
            Assert.StartsWith(
                "jumpbox rollout: ",
                await File.ReadAllTextAsync(nologin, TestContext.Current.CancellationToken),
                StringComparison.Ordinal
            );
            Assert.EndsWith("open\n", await RunAsync(folder, script.Open()), StringComparison.Ordinal);
            Assert.False(File.Exists(nologin));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // The file of this machine stays as it is.
    private static async Task<string> RunAsync(string folder, string script)
    {
        string file = Path.Combine(folder, "script");
        await File.WriteAllTextAsync(
            file,
            script.Replace("/run/nologin", Path.Combine(folder, "nologin"), StringComparison.Ordinal),
            TestContext.Current.CancellationToken
        );
        (int code, string output) = await Shell.RunAsync("sh", "-e", file);
        Assert.Equal((0, output), (code, output));
        return output;
    }
}
