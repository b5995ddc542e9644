using System.Globalization;

namespace Jumpbox.Rehearsal;

/// <summary>
/// A log in the format of Azure Image Builder's own, so that the same parser reads both. Source of the format: logs
/// quoted in public issues (danielsollondon/azvmimagebuilder 71 and 126) and Microsoft's troubleshooting page for the
/// markers.
/// </summary>
internal sealed class RehearsalLog : IDisposable
{
    private readonly Lock _lock = new();
    private readonly StreamWriter _file;
    private readonly string _prefix;
    private readonly TimeProvider _time;
    private readonly Action<string> _show;

    /// <summary>A new log.</summary>
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

    /// <summary>A step begins.</summary>
    public void Starting(string script)
    {
        Trace("(telemetry) Starting provisioner shell");
        Write($"OUT ==> azure-arm: Provisioning with shell script: {script}");
    }

    /// <summary>A step has ended.</summary>
    public void Ending() => Trace("(telemetry) ending shell");

    /// <summary>A step wrote a line to its standard output.</summary>
    public void Output(string line)
    {
        Write($"OUT     azure-arm: {line}");
        _show(line);
    }

    /// <summary>A step wrote a line to its standard error.</summary>
    public void Error(string line)
    {
        Write($"OUT ==> azure-arm: {line}");
        _show(line);
    }

    /// <summary>A trace message of the service or, in its place, of the rehearsal.</summary>
    public void Trace(string text) =>
        Write(
            string.Create(
                CultureInfo.InvariantCulture,
                $"ERR {_time.GetUtcNow():yyyy'/'MM'/'dd HH':'mm':'ss} packer: [INFO] {text}"
            )
        );

    /// <summary>A step failed, and with it the build.</summary>
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
