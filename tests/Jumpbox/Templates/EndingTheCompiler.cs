using Jumpbox.Bicep;

namespace Jumpbox.Tests.Templates;

public sealed class EndingTheCompiler : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jumpbox-bicep-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_compiler_at_work_has_nothing_in_the_temporary_folder_that_would_stay_there()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems have no /proc.");
        BicepCli cli = BicepCli.Find(new Dictionary<string, string>());
        // A process that was killed may have left some, and the compiler get its number.
        string[] before = Directory.GetFileSystemEntries(Path.GetTempPath());
        await using BicepSession session = await BicepSession.StartAsync(
            cli,
            _folder,
            TestContext.Current.CancellationToken
        );
        string[] compilers = [.. Directory.GetDirectories("/proc").Where(process => IsOurs(process, cli.Path))];

        Assert.NotEmpty(compilers);
        Assert.DoesNotContain(
            Directory.EnumerateFileSystemEntries(Path.GetTempPath()).Except(before),
            file => compilers.Any(process => Path.GetFileName(file).Split('-').Contains(Path.GetFileName(process)))
        );
    }

    private static bool IsOurs(string process, string program)
    {
        try
        {
            return File.ReadAllText($"{process}/cmdline").StartsWith(program, StringComparison.Ordinal)
                && File.ReadAllText($"{process}/status")
                    .Contains($"\nPPid:\t{Environment.ProcessId}\n", StringComparison.Ordinal);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // No process, or one that has ended.
            return false;
        }
    }
}
