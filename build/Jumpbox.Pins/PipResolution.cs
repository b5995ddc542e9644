using CliWrap;
using CliWrap.Buffered;
using Jumpbox.Boundaries;
using Jumpbox.Tools;

namespace Jumpbox.Pins;

/// <summary>What a wheel depends on, resolved by pip of this machine for another Python and architecture; nothing is installed.</summary>
internal static class PipResolution
{
    // pip evaluates the conditions of dependencies for the Python that runs it, whatever --python-version says. Its report has what it
    // evaluated them for, and the reading of the report demands that it is az's. Source: pip's documentation, "pip install", "--python-version".
    private const string Program = """
        import runpy, sys
        from pip._vendor.packaging import markers

        of_this_machine = markers.default_environment
        machine, python = sys.argv[1:3]


        def of_the_image():
            return {
                **of_this_machine(),
                "implementation_name": "cpython",
                "os_name": "posix",
                "platform_machine": machine,
                "platform_python_implementation": "CPython",
                "platform_system": "Linux",
                "python_full_version": python + ".0",
                "python_version": python,
                "sys_platform": "linux",
            }


        markers.default_environment = of_the_image
        sys.argv = ["pip", *sys.argv[3:]]
        runpy.run_module("pip", run_name="__main__")
        """;

    /// <summary>Resolves the dependencies of a wheel.</summary>
    /// <param name="wheel">The file.</param>
    /// <param name="request">The Python and the architecture.</param>
    /// <param name="variables">Environment variables for pip.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>pip's report.</returns>
    /// <exception cref="PinSourceException">pip finds no solution of wheels, or there is no pip that can tell.</exception>
    public static async Task<string> ReportAsync(
        string wheel,
        ExtensionRequest request,
        IReadOnlyDictionary<string, string?> variables,
        CancellationToken cancellationToken
    )
    {
        string report = $"{wheel}.report";
        string machine = MachineOf(request);
        // Sources: pip install, "--target" and "--platform"; PEP 600. Ubuntu 22.04 has glibc 2.35.
        string[] platforms =
        [
            .. Enumerable.Range(17, 19).Reverse().Select(minor => $"manylinux_2_{minor}_{machine}"),
            $"manylinux2014_{machine}",
            $"linux_{machine}",
        ];
        string[] arguments =
        [
            "-c",
            Program,
            machine,
            request.Python,
            "install",
            "--dry-run",
            "--quiet",
            "--ignore-installed",
            "--no-input",
            "--disable-pip-version-check",
            "--only-binary=:all:",
            $"--python-version={request.Python}",
            "--implementation=cp",
            .. platforms.Select(platform => $"--platform={platform}"),
            $"--target={wheel}.target",
            $"--report={report}",
            wheel,
        ];
        BufferedCommandResult run;
        try
        {
            run = await Cli.Wrap("python3")
                .WithArguments(arguments)
                .WithEnvironmentVariables(variables)
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(cancellationToken);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new PinSourceException(NoPip("python3 is not installed here"));
        }
        if (run.ExitCode == 0 && File.Exists(report))
        {
            return await File.ReadAllTextAsync(report, cancellationToken);
        }
        string said = PlainText.Line(run.StandardError);
        throw new PinSourceException(
            said.Contains("No module named", StringComparison.Ordinal)
            || said.Contains("no such option", StringComparison.Ordinal)
                ? NoPip(said)
                : $"pip cannot resolve {Path.GetFileName(wheel)} for Python {request.Python} on {request.Architecture}: {said}"
        );
    }

    /// <summary>The machine as Python names it.</summary>
    public static string MachineOf(ExtensionRequest request) => request.Architecture == "arm64" ? "aarch64" : "x86_64";

    private static string NoPip(string why) =>
        $"the extensions of az are resolved by pip 22.2 or later, and there is none: {why}. Install python3-pip, or run Update in the "
        + "pipeline.";
}
