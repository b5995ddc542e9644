using System.Management.Automation;
using System.Management.Automation.Runspaces;
using CliWrap;
using CliWrap.Buffered;

namespace Ci.Tests.Wrappers;

/// <summary>Calls <c>build.sh</c> by a shell, and <c>build.ps1</c> in a bare runspace, for PowerShell itself need not be here.</summary>
internal static class Wrapper
{
    /// <summary>What a wrapper compiles with.</summary>
    public const string Compiles =
        "build build/Build -c Release -v q -nologo -clp:NoSummary -p:RunAnalyzers=false -p:IntermediateOutputPath=obj/start/";

    public static Task<WrapperRun> RunAsync(
        string script,
        IReadOnlyDictionary<string, string?> variables,
        params string[] arguments
    ) =>
        script.EndsWith(".ps1", StringComparison.Ordinal)
            ? Task.Run(() => RunPowerShell(script, variables, arguments))
            : RunShellAsync(script, variables, arguments);

    private static async Task<WrapperRun> RunShellAsync(
        string script,
        IReadOnlyDictionary<string, string?> variables,
        string[] arguments
    )
    {
        BufferedCommandResult result = await Cli.Wrap("/bin/bash")
            .WithArguments([script, .. arguments])
            .WithEnvironmentVariables(variables)
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        return new WrapperRun(result.ExitCode, result.StandardOutput + result.StandardError);
    }

    // The variables are the process's own while it runs: callers are in a collection that runs alone.
    private static WrapperRun RunPowerShell(
        string script,
        IReadOnlyDictionary<string, string?> variables,
        string[] arguments
    )
    {
        Dictionary<string, string?> before = variables.ToDictionary(
            variable => variable.Key,
            variable => Environment.GetEnvironmentVariable(variable.Key)
        );
        TextWriter errors = Console.Error;
        using StringWriter told = new();
        try
        {
            Set(variables);
            Console.SetError(told);
            BareHost host = new();
            using Runspace runspace = RunspaceFactory.CreateRunspace(host, InitialSessionState.CreateDefault2());
            runspace.Open();
            using PowerShell shell = PowerShell.Create(runspace);
            shell.AddCommand(script);
            foreach (string argument in arguments)
            {
                shell.AddArgument(argument);
            }
            string output = string.Join('\n', shell.Invoke().Select(line => line?.ToString()));
            // A script that ends by exit sets the exit code of the runspace, not of the host.
            object? code = runspace.SessionStateProxy.GetVariable("LASTEXITCODE");
            string complaints = string.Join('\n', shell.Streams.Error.Select(error => error.ToString()));
            return new WrapperRun(code is int number ? number : host.ExitCode, $"{output}\n{complaints}\n{told}");
        }
        finally
        {
            Console.SetError(errors);
            Set(before);
        }
    }

    private static void Set(IReadOnlyDictionary<string, string?> variables)
    {
        foreach ((string name, string? value) in variables)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }
}
