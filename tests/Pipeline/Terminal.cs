using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Pipeline.Tests;

/// <summary>The real program on a real terminal, which <c>script</c> makes, and a person who types when she has read enough.</summary>
internal static class Terminal
{
    // Not kept by who starts the tests in the background: then Ctrl+C would mean nothing to the program either.
    private const string Plain = "env --default-signal=INT -u NO_COLOR -u CI -u TF_BUILD -u GITHUB_ACTIONS TERM=xterm";

    /// <summary>Runs a target.</summary>
    /// <param name="pipeline">Its artifacts folder.</param>
    /// <param name="arguments">The target and the rest of the command line.</param>
    /// <param name="talk">What is typed, each after a text was seen.</param>
    public static Task<RunResult> RunAsync(
        PipelineRun pipeline,
        string arguments,
        params (string Seen, string Keys)[] talk
    ) => RunAsync(pipeline, "", arguments, talk);

    /// <summary>Runs a target with environment variables of its own.</summary>
    public static Task<RunResult> RunAsync(
        PipelineRun pipeline,
        string variables,
        string arguments,
        params (string Seen, string Keys)[] talk
    ) =>
        RunAsync(
            pipeline,
            variables,
            arguments,
            [.. talk.Select(one => (new Regex(Regex.Escape(one.Seen)), one.Keys))]
        );

    /// <summary>Runs a target and types after what is seen by a pattern.</summary>
    public static async Task<RunResult> RunAsync(
        PipelineRun pipeline,
        string variables,
        string arguments,
        IReadOnlyList<(Regex Seen, string Keys)> talk
    )
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "script, which makes a terminal, is not here.");
        string status = Path.Combine(pipeline.Artifacts, "terminal-status");
        ProcessStartInfo start = new("script")
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.ArgumentList.Add("-qc");
        // Ctrl+C reaches the shell too, which is to tell the program's exit code all the same.
        start.ArgumentList.Add(
            $"trap : INT; {Plain} {variables} dotnet {Repository.Program} --artifacts={pipeline.Artifacts} {SampleSettings.Argument} {arguments}; echo $? > {status}"
        );
        start.ArgumentList.Add("/dev/null");
        using Process process = Process.Start(start)!;
        StringBuilder output = new();
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(
            TestContext.Current.CancellationToken
        );
        limit.CancelAfter(TimeSpan.FromMinutes(10));
        try
        {
            foreach ((Regex seen, string keys) in talk)
            {
                await ReadUntilAsync(process, output, seen, limit.Token);
                await process.StandardInput.WriteAsync(keys.AsMemory(), limit.Token);
                await process.StandardInput.FlushAsync(limit.Token);
            }
            await ReadUntilAsync(process, output, null, limit.Token);
            await process.WaitForExitAsync(limit.Token);
            string code = await File.ReadAllTextAsync(status, limit.Token);
            return new RunResult(int.Parse(code, System.Globalization.CultureInfo.InvariantCulture), $"{output}", "");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static async Task ReadUntilAsync(
        Process process,
        StringBuilder output,
        Regex? seen,
        CancellationToken cancellationToken
    )
    {
        char[] buffer = new char[4096];
        while (seen is null || !seen.IsMatch(output.ToString()))
        {
            int read = await process.StandardOutput.ReadAsync(buffer, cancellationToken);
            if (read == 0)
            {
                Assert.True(seen is null, $"{seen} was never seen.\n{RunResult.Printable($"{output}")}");
                return;
            }
            output.Append(buffer, 0, read);
        }
    }
}
