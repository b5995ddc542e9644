using System.Runtime.InteropServices;

namespace Build.Run;

/// <summary>
/// Ctrl+C and SIGTERM: the first one asks the run to stop gracefully, the second one exits immediately. The journal and
/// the names of everything are such that the next run continues either way.
/// </summary>
public sealed class Interruption : IDisposable
{
    private const int SigInt = 2;
    private const int SigTerm = 15;

    private readonly CancellationTokenSource _source = new();
    private readonly List<PosixSignalRegistration> _registrations = [];

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Begins to listen. Until then signals end the process as usual.</summary>
    public void Listen()
    {
        if (_registrations.Count == 0)
        {
            _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle));
            _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle));
        }
    }

    /// <summary>Asks the run to stop in good order, as the first signal does.</summary>
    internal void Stop() => _source.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _source.Dispose();
    }

    private void Handle(PosixSignalContext signal)
    {
        if (_source.IsCancellationRequested)
        {
            Console.Error.WriteLine(
                "Exited immediately. Run the same command again to continue where this run stopped."
            );
            // By itself the runtime does not end while someone is asked on a terminal: it waits for the line that is read.
            Environment.Exit(128 + (signal.Signal == PosixSignal.SIGTERM ? SigTerm : SigInt));
        }
        signal.Cancel = true;
        Console.Error.WriteLine("Stopping gracefully. Press Ctrl+C again to exit immediately.");
        Stop();
    }
}
