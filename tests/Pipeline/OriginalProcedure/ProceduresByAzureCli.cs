using System.Diagnostics;
using System.Text.RegularExpressions;
using Build.Run;
using Jumpbox.Bicep;
using Jumpbox.Templates;

namespace Pipeline.Tests.OriginalProcedure;

/// <summary>
/// The procedure that the pipeline replaces, by the Azure CLI itself: signed in with the commands that Serve prints, every command ends
/// well, with custom roles and with built-in ones.
/// </summary>
public sealed partial class ProceduresByAzureCli : IDisposable
{
    // Debian's packages, which the fix in the folder debian is for; other installations need none.
    private const string DebianPackages = "/usr/lib/python3/dist-packages/azure/cli/core";

    private readonly PipelineRun _pipeline = new();
    private readonly string _home = Directory.CreateTempSubdirectory("jumpbox-az-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Folder => Path.Combine(Repository.Root, "tests/Pipeline/OriginalProcedure");

    public void Dispose()
    {
        _pipeline.Dispose();
        Directory.Delete(_home, recursive: true);
    }

    [Fact]
    public async Task Every_command_of_the_original_procedure_ends_well_with_custom_and_with_built_in_roles()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The procedure is a shell script.");
        Assert.SkipUnless(HasProgram("az"), "The Azure CLI is not installed; on Debian: apt-get install azure-cli.");
        Assert.SkipUnless(HasProgram("jq"), "jq is not installed, which the printed commands use.");
        LinkBicep();

        using ServedProcess served = await ServedProcess.StartAsync(_pipeline);
        string signIn = await PrintedSignInAsync(served);
        string output = await BashAsync(
            $". ./az.sh\n{signIn}\nbash procedure.sh custom '{_home}'\nbash procedure.sh built-in '{_home}'"
        );

        string[] images = [.. BuiltImage().Matches(output).Select(m => m.Value)];
        Assert.Equal(2, images.Distinct().Count());
        foreach (string image in images)
        {
            Assert.Equal(
                200,
                await served.GetAsync($"{Groups(served)}/rg-mycluster/{Images}/{image}?api-version=2024-07-01")
            );
        }
        string builders = $"{Groups(served)}/rg-imagebuilders-eastus2/providers";
        foreach (string left in (string[])[Templates, Identities])
        {
            Assert.Equal(
                """{"value":[]}""",
                await served.Client.GetStringAsync(new Uri($"{builders}/{left}", UriKind.Relative), Cancel)
            );
        }
    }

    private const string Images = "providers/Microsoft.Compute/images";
    private const string Templates = "Microsoft.VirtualMachineImages/imageTemplates?api-version=2024-02-01";
    private const string Identities = "Microsoft.ManagedIdentity/userAssignedIdentities?api-version=2023-01-31";

    private static string Groups(ServedProcess served) => $"{served.Subscription}/resourceGroups";

    private static async Task<string> PrintedSignInAsync(ServedProcess served)
    {
        IReadOnlyList<string> printed = await served.PrintedUntilAsync("Terraform");
        string[] commands =
        [
            .. printed
                .SkipWhile(l => !l.StartsWith("Azure CLI", StringComparison.Ordinal))
                .Skip(1)
                .TakeWhile(l => l.StartsWith("  ", StringComparison.Ordinal)),
        ];
        Assert.Equal(3, commands.Length);
        return string.Join('\n', commands.Select(c => c.Trim()));
    }

    private void LinkBicep()
    {
        try
        {
            string bicep = BicepCli.Find(ProcessVariables.All).Path;
            File.CreateSymbolicLink(Path.Combine(_home, "bicep"), bicep);
        }
        catch (BicepException)
        {
            Assert.Skip("There is no Bicep compiler on this machine.");
        }
    }

    private async Task<string> BashAsync(string commands)
    {
        string[] bash = ["bash", "-eu", "-c", commands];
        bool isDebian = Directory.Exists(DebianPackages);
        string[] command = isDebian ? ["/usr/bin/python3", "forks.py", .. bash] : bash;
        ProcessStartInfo start = new(command[0], command[1..])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["AZURE_CONFIG_DIR"] = Path.Combine(_home, "azure");
        start.Environment["AZURE_CORE_COLLECT_TELEMETRY"] = "0";
        start.Environment["AZURE_BICEP_USE_BINARY_FROM_PATH"] = "true";
        start.Environment["PATH"] = $"{_home}:{Environment.GetEnvironmentVariable("PATH")}";
        if (isDebian)
        {
            start.Environment["PYTHONPATH"] = Path.Combine(Folder, "debian");
            start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        }
        // Python and az take the names of proxies in both cases.
        foreach (string proxy in start.Environment.Keys.Where(IsProxy).ToList())
        {
            start.Environment.Remove(proxy);
        }
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(Cancel);
        Task<string> errors = process.StandardError.ReadToEndAsync(Cancel);
        try
        {
            await process.WaitForExitAsync(Cancel);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        string said = await output;
        Assert.True(process.ExitCode == 0, said + await errors);
        return said;
    }

    private static bool IsProxy(string variable) => variable.EndsWith("_proxy", StringComparison.OrdinalIgnoreCase);

    private static bool HasProgram(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Any(folder => File.Exists(Path.Combine(folder, name)));

    [GeneratedRegex("^img-jumpbox-[0-9TZ]+$", RegexOptions.Multiline)]
    private static partial Regex BuiltImage();
}
