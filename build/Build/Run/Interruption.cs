using System.Runtime.InteropServices;

namespace Build.Run;

/// <summary>
/// Ctrl+C and SIGTERM: the first signal stops the run gracefully, the second one exits immediately. The journal and the names
/// allow the next run to continue in both cases.
/// </summary>
public sealed class Interruption : IDisposable
{
    private const int SigInt = 2;
    private const int SigTerm = 15;

    private readonly CancellationTokenSource _source = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private int _signals;

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Starts handling signals. Until then they end the process as usual.</summary>
    public void Listen()
    {
        if (_registrations.Count == 0)
        {
            _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle));
            _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle));
        }
    }

    /// <summary>Stops the run gracefully, like the first signal.</summary>
    internal void Stop() => _source.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _source.Dispose();
    }

    private void Handle(PosixSignalContext signal)
    {
        // Counted before anything is printed: a runner sends the second signal when it likes.
        if (Interlocked.Increment(ref _signals) > 1 || _source.IsCancellationRequested)
        {
            Console.Error.WriteLine(
                "Exited immediately. Run the same command again to continue where this run stopped."
            );
            // The runtime does not exit during a prompt on a terminal, because it waits for the read.
            Environment.Exit(128 + (signal.Signal == PosixSignal.SIGTERM ? SigTerm : SigInt));
        }
        signal.Cancel = true;
        Console.Error.WriteLine("Stopping gracefully. Press Ctrl+C again to exit immediately.");
        Stop();
    }
}
