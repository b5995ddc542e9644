using System.Diagnostics;

namespace Jumpbox.Tests.Customizer;

/// <summary>Runs a real program and hands back what it said.</summary>
internal static class Shell
{
    public static bool Has(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, program)));

    /// <summary>Skips the test with a reason where a program is missing.</summary>
    public static void Require(string program, string package)
    {
        if (!Has(program))
        {
            Assert.Skip($"{program} is not installed here: apt-get install {package}");
        }
    }

    public static async Task<(int Code, string Output)> RunAsync(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.Root,
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await errors);
    }
}
