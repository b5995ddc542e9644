using System.Globalization;
using System.Security.Cryptography;
using Jumpbox.Customizer;
using Jumpbox.Evidence.Booting;
using Jumpbox.Settings;
using Jumpbox.Smoke;
using Jumpbox.Tests.Customizer;

namespace Jumpbox.Tests.Smoke;

/// <summary>The scripts in a real shell; what they report is read as the pipeline reads it.</summary>
public sealed class RunningTheScripts : IDisposable
{
    private static readonly CustomizerPlan Image = new([], [new("tool-versions", ["id -un"])]);

    private readonly string _folder = Directory.CreateTempSubdirectory("jumpbox-smoke-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_short_output_comes_with_the_answer()
    {
        (SmokeOutput answer, string text) = await RunAsync("echo hello; echo again >&2; exit 7");
        Assert.Equal(7, answer.ExitCode);
        Assert.Empty(answer.Slices);
        Assert.Equal("hello\nagain\n", text);
        Assert.Equal(12, answer.PrintedBytes);
    }

    [Fact]
    public async Task An_output_larger_than_a_command_reports_is_read_whole()
    {
        // What cannot be packed: 40 KB of it take more than one answer.
        string noise = Convert.ToHexString(RandomNumberGenerator.GetBytes(20_000));
        (SmokeOutput answer, string text) = await RunAsync($"printf %s {noise}");
        Assert.True(answer.Slices.Count > 5, $"{answer.Slices.Count} slices");
        Assert.Equal(noise, text.TrimEnd('\n'));
        Assert.Equal(0, answer.CutBytes);
    }

    [Fact]
    public async Task Of_twenty_megabytes_beginning_and_end_are_kept_and_the_rest_is_counted()
    {
        (SmokeOutput answer, string text) = await RunAsync(
            "echo first; yes 0123456789 2>/dev/null | head -c 20000000; echo; echo last"
        );
        Assert.Equal(20_000_012, answer.PrintedBytes);
        Assert.StartsWith("first\n", text, StringComparison.Ordinal);
        Assert.EndsWith("last\n", text, StringComparison.Ordinal);
        Assert.Contains($"[{answer.CutBytes} bytes are left out here]", text, StringComparison.Ordinal);
        Assert.Equal(20_000_012 - SmokePlan.MostOutputBytes, answer.CutBytes);
    }

    [Fact]
    public async Task A_script_that_never_ends_is_ended_and_says_so()
    {
        (SmokeOutput answer, string text) = await RunAsync("echo begun; sleep 600", seconds: "1");
        Assert.Equal(124, answer.ExitCode);
        Assert.Equal("begun\n", text);
    }

    [Fact]
    public async Task Another_interpreter_is_taken_from_the_first_line()
    {
        Shell.Require("bash", "bash");
        (SmokeOutput answer, string text) = await RunAsync("#!/bin/bash\n[[ $BASH_VERSION ]] && echo bash");
        Assert.Equal((0, "bash\n"), (answer.ExitCode, text));
    }

    [Fact]
    public async Task Where_nothing_has_booted_every_answer_that_needs_it_is_unknown()
    {
        Assert.SkipWhen(Directory.Exists("/run/systemd/system"), "this machine has booted");
        SmokeCommand command = new SmokePlan(Image, SmallCatalogue.Scripts, []).First(true)[0];
        // The package lists of this machine stay as they are.
        (_, string text) = await SendAsync(
            command with
            {
                Script = command.Script.Replace("\n\tcheck_apt\n", "\n", StringComparison.Ordinal),
            }
        );
        MachineAnswer answer = MachineAnswer.Read(text, 1, 1);
        Assert.Equal(
            ["clock", "cloud-init", "disk", "failed-units", "kernel", "kernel-modules", "secure-boot"],
            answer
                .Checks.Where(check =>
                    check.Outcome == SmokeOutcome.Unknown
                    && check.Name is not ("apt-update" or "machine-id" or "host-keys" or "restart" or "sshd" or "users")
                )
                .Select(check => check.Name)
                .Order(StringComparer.Ordinal)
        );
        Assert.DoesNotContain(
            answer.Checks,
            check => check.Outcome == SmokeOutcome.Pass && check.Name is not ("machine-id" or "restart")
        );
        Assert.Equal("the report does not have it", answer.Checks.Single(check => check.Name == "apt-update").Detail);
        Assert.Equal(SmokeOutcome.Fail, answer.Checks.Single(check => check.Name == "image").Outcome);
        Assert.NotEmpty(answer.Of("boot-id"));
    }

    [Fact]
    public async Task The_order_of_clusters_reaches_the_image_s_program_as_an_ordinary_user()
    {
        ClusterOrder order = new(SmokeSettings.None, [], new Uri("https://management.azure.com"));
        SmokeCommand command = new SmokePlan(Image, SmallCatalogue.Scripts, []).Clusters(order);
        Assert.Contains("exec /usr/local/bin/jumpbox doctor --report <<", command.Script, StringComparison.Ordinal);
        _ = await Shell.RunAsync("chmod", "0711", _folder);
        (SmokeOutput answer, string text) = await SendAsync(
            command with
            {
                Script = command.Script.Replace(
                    "exec /usr/local/bin/jumpbox doctor --report",
                    "id -u; exec cat",
                    StringComparison.Ordinal
                ),
            }
        );
        Assert.Equal(0, answer.ExitCode);
        string[] lines = text.Split('\n');
        Assert.NotEqual("0", lines[0]);
        Assert.Equal(order.ToJson(), lines[1]);
    }

    private async Task<(SmokeOutput, string)> RunAsync(string script, string? seconds = null)
    {
        OwnSmokeScript own = new("scripts/smoke/10-own.sh", script.Split('\n'));
        SmokeCommand command = new SmokePlan(Image, SmallCatalogue.Scripts, [own]).First(false)[^1];
        return await SendAsync(
            seconds is null
                ? command
                : command with
                {
                    Script = command.Script.Replace(
                        $"RUN_SECONDS='{SmokePlan.RunSeconds}'",
                        $"RUN_SECONDS='{seconds}'",
                        StringComparison.Ordinal
                    ),
                }
        );
    }

    private async Task<(SmokeOutput, string)> SendAsync(SmokeCommand command)
    {
        SmokeOutput? answer = SmokeOutput.Read(await ExecuteAsync(command.Script), command.Name);
        Assert.NotNull(answer);
        List<byte> packed = [.. answer.Packed.Span];
        foreach (int from in answer.Slices)
        {
            string part = await ExecuteAsync(
                new SmokePlan(Image, SmallCatalogue.Scripts, []).Slice(command.Name, from)
            );
            packed.AddRange(SmokeOutput.Part(part)!.Value.Span);
        }
        string? text = answer.Unpack(packed.ToArray());
        Assert.True(text is not null, $"{packed.Count} of {answer.PackedBytes} bytes");
        return (answer, text!);
    }

    // As the handler does: a file that bash runs, of whose output the last 4,096 bytes are reported.
    private async Task<string> ExecuteAsync(string script)
    {
        string file = Path.Combine(_folder, "script.sh");
        await File.WriteAllTextAsync(
            file,
            script.Replace("/var/lib/jumpbox-smoke", Path.Combine(_folder, "kept"), StringComparison.Ordinal),
            TestContext.Current.CancellationToken
        );
        (int root, _) = await Shell.RunAsync("/bin/sh", "-c", "test \"$(id -u)\" -eq 0 || sudo -n true");
        Assert.SkipWhen(root != 0, "the scripts need root, or sudo without a password");
        (int code, string output) = await Shell.RunAsync("/bin/bash", "-c", $"chmod 0700 {file}; {file}");
        Assert.True(code == 0, string.Create(CultureInfo.InvariantCulture, $"exit code {code}: {output}"));
        return output.Length > 4096 ? output[^4096..] : output;
    }
}
