using System.Text.RegularExpressions;
using LocalAzure.Settings;

namespace Pipeline.Tests;

/// <summary>What a person, a pipe and a CI system get to read.</summary>
public sealed partial class WhatIsPrinted : IDisposable
{
    private const char Escape = '\x1b';
    private const string CtrlC = "\x03";
    private readonly PipelineRun _pipeline = new();

    public void Dispose() => _pipeline.Dispose();

    [Fact]
    public async Task A_pipe_gets_no_control_codes_even_from_a_terminal_that_knows_them()
    {
        _pipeline.Variables["TERM"] = "xterm-256color";

        RunResult run = (await _pipeline.RunProcessAsync("Prereqs")).Expect(0);

        Assert.DoesNotContain(Escape, run.Everything);
    }

    [Fact]
    public async Task Quiet_says_nothing_when_all_is_well()
    {
        RunResult run = (await _pipeline.RunProcessAsync("Prereqs", "--verbosity=quiet")).Expect(0);

        Assert.Equal("", run.Everything);
    }

    [Fact]
    public async Task A_failure_is_one_message_with_the_task_and_the_reason()
    {
        RunResult run = (await _pipeline.RunProcessAsync("Prereqs", "--verbosity=quiet", "--config=none.json")).Expect(
            2
        );

        Assert.Equal("", run.Output);
        Assert.Matches(@"\AError: --config=none\.json is not an existing file\. [^\n]+\n\z", run.Errors);
    }

    [Fact]
    public async Task A_failed_image_build_leaves_a_report_and_gives_it_to_the_CI_as_its_summary()
    {
        string summary = Path.Combine(_pipeline.Artifacts, "summary.md");
        string faults = await _pipeline.FaultsAsync("""{"rules":[{"failCustomizer":"install-tools","exitCode":7}]}""");
        _pipeline.Variables["GITHUB_ACTIONS"] = "true";
        _pipeline.Variables["GITHUB_STEP_SUMMARY"] = summary;

        RunResult run = (await _pipeline.RunAsync("Build", faults)).Expect(1);

        Assert.Contains("blocked.kql shows it, for Log Analytics.", run.Everything);
        Assert.Contains("NTANetAnalytics", _pipeline.Text("blocked.kql"));
        Assert.Contains("<a href=\"blocked.kql\">", _pipeline.Text("report.html"));
        Assert.Contains("Step 6 &#x27;install-tools&#x27; failed with exit code 7.", _pipeline.Text("report.html"));
        Assert.Contains("**Step 6 'install-tools' failed with exit code 7.", _pipeline.Text("summary.md"));
    }

    [Fact]
    public async Task A_failed_image_build_names_its_step_once_and_counts_no_further_than_there_are()
    {
        string faults = await _pipeline.FaultsAsync("""{"rules":[{"failCustomizer":"install-tools","exitCode":7}]}""");

        RunResult run = (await _pipeline.RunAsync("Build", "--speed=300", faults)).Expect(1);

        // How many steps the looks at a quick build catch is chance; the list after it has all.
        Assert.Matches("  step [1-6] of 9: ", run.Output);
        Assert.Matches(@"\n\s*failed +install-tools +", run.Output);
        Assert.Equal(2, run.Everything.Split("Step 6 'install-tools' failed with exit code 7.").Length);
        Assert.DoesNotContain("of 13", run.Output);
    }

    [Fact]
    public async Task Azure_Pipelines_gets_a_group_for_each_task_and_the_facts_as_variables()
    {
        _pipeline.Variables["TF_BUILD"] = "True";

        RunResult run = (await _pipeline.RunAsync("Logs")).Expect(0);

        Assert.Equal(6, run.Output.Split("##[group]").Length - 1);
        Assert.Equal(6, run.Output.Split("##[endgroup]").Length - 1);
        string image = (string)_pipeline.Json("image.json")["imageId"]!;
        string hash = (string)_pipeline.Json("template.json")["contentHash"]!;
        Assert.Contains($"##vso[task.setvariable variable=imageId;isOutput=true;]{image}\n", run.Output);
        Assert.Contains($"##vso[task.setvariable variable=contentHash;isOutput=true;]{hash}\n", run.Output);
        Assert.Contains("##vso[task.setvariable variable=templateName;isOutput=true;]imgt-aks-jumpbox-", run.Output);
        Assert.Contains($"##vso[task.uploadsummary]{_pipeline.Artifacts}/report.md\n", run.Output);
    }

    [Fact]
    public async Task GitHub_gets_the_facts_in_its_files_and_the_verdict_of_a_gate_that_refuses()
    {
        _pipeline.Variables["GITHUB_ACTIONS"] = "true";
        _pipeline.Variables["GITHUB_OUTPUT"] = Path.Combine(_pipeline.Artifacts, "outputs");
        _pipeline.Variables["GITHUB_STEP_SUMMARY"] = Path.Combine(_pipeline.Artifacts, "summary");

        (await _pipeline.RunAsync("Logs")).Expect(0);
        (await _pipeline.RunAsync("Gate")).Expect(1);

        string outputs = _pipeline.Text("outputs");
        Assert.Contains($"imageId={_pipeline.Json("image.json")["imageId"]}\n", outputs);
        Assert.Contains("verdict=failed\n", outputs);
        Assert.Contains(_pipeline.Text("report.md"), _pipeline.Text("summary"));
    }

    [Fact]
    public async Task A_terminal_shows_the_build_alive_and_NO_COLOR_asks_for_plain_lines()
    {
        // The build stays in this phase until the view was seen to move in it.
        await using SharedCloud cloud = await SharedCloud.StartAsync(
            durations: Durations.Quick with
            {
                Customizer = TimeSpan.FromHours(1),
            }
        );
        string served = cloud.Served(_pipeline.Artifacts);

        string alive = (
            await Terminal.RunAsync(
                _pipeline,
                "",
                $"--target=Build {served}",
                [(MovingView(), CtrlC), (CancelQuestion(), "n\n")]
            )
        )
            .Expect(3)
            .Output;
        string plain = (await Terminal.RunAsync(_pipeline, "NO_COLOR=1", "--target=Build --speed=100000")).Output;

        Assert.Contains($"{Escape}[?25l", alive);
        // The runtime itself switches the keypad on ("[?1h") on any terminal; that is neither colour nor cursor.
        Assert.DoesNotMatch($@"{Escape}\[(?!\?1[hl])", plain);
        Assert.Contains("\r\nSucceeded\r\n", plain);
    }

    // As the live view alone prints it, at two times: a line of the log has none.
    [GeneratedRegex(@"Customizing  (\d+:\d\d), [\s\S]*Customizing  (?!\1)\d+:\d\d, ")]
    private static partial Regex MovingView();

    [GeneratedRegex(@"Cancel the image build\?")]
    private static partial Regex CancelQuestion();
}
