using System.Globalization;

namespace Jumpbox.Rehearsal;

/// <summary>
/// A log in Azure Image Builder's format, for the same parser. Source of the format: logs quoted in public issues
/// (danielsollondon/azvmimagebuilder 71 and 126) and Microsoft's troubleshooting page for the markers.
/// </summary>
internal sealed class RehearsalLog : IDisposable
{
    private readonly Lock _lock = new();
    private readonly StreamWriter _file;
    private readonly string _prefix;
    private readonly TimeProvider _time;
    private readonly Action<string> _show;

    /// <summary>Creates the log.</summary>
    /// <param name="path">The file; replaced.</param>
    /// <param name="run">The run's id, which the service puts before each line.</param>
    /// <param name="time">The clock.</param>
    /// <param name="show">Receives a step's output, for the screen.</param>
    public RehearsalLog(string path, Guid run, TimeProvider time, Action<string> show)
    {
        _file = new StreamWriter(path) { AutoFlush = true, NewLine = "\n" };
        _prefix = $"[{run:D}] PACKER";
        _time = time;
        _show = show;
    }

    /// <summary>Logs the start of a step.</summary>
    public void Starting(string script)
    {
        Trace("(telemetry) Starting provisioner shell");
        Write($"OUT ==> azure-arm: Provisioning with shell script: {script}");
    }

    /// <summary>Logs the end of a step.</summary>
    public void Ending() => Trace("(telemetry) ending shell");

    /// <summary>Logs a line of a step's standard output.</summary>
    public void Output(string line)
    {
        Write($"OUT     azure-arm: {line}");
        _show(line);
    }

    /// <summary>Logs a line of a step's standard error.</summary>
    public void Error(string line)
    {
        Write($"OUT ==> azure-arm: {line}");
        _show(line);
    }

    /// <summary>Logs a trace message of the service or of the rehearsal.</summary>
    public void Trace(string text) =>
        Write(
            string.Create(
                CultureInfo.InvariantCulture,
                $"ERR {_time.GetUtcNow():yyyy'/'MM'/'dd HH':'mm':'ss} packer: [INFO] {text}"
            )
        );

    /// <summary>Logs the failure of a step, and therefore of the build.</summary>
    public void Failed(int exitCode, TimeSpan duration)
    {
        string reason = $"Script exited with non-zero exit status: {exitCode}. Allowed exit codes are: [0]";
        Write("OUT ==> azure-arm: Provisioning step had errors: Running the cleanup provisioner, if present...");
        Write(
            string.Create(
                CultureInfo.InvariantCulture,
                $"OUT Build 'azure-arm' errored after {duration.TotalSeconds:F0} seconds: {reason}"
            )
        );
        Write("OUT ==> Some builds didn't complete successfully and had errors:");
        Write($"OUT --> azure-arm: {reason}");
        Write("OUT ==> Builds finished but no artifacts were created.");
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void Write(string line)
    {
        lock (_lock)
        {
            _file.WriteLine($"{_prefix} {line}");
        }
    }
}
