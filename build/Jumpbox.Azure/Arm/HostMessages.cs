using Jumpbox.Boundaries;

namespace Jumpbox.Azure.Arm;

/// <summary>
/// Rate-limits messages about hosts: the same message about a host appears once in a while, regardless of the number of
/// requests and retries.
/// </summary>
internal sealed class HostMessages(AzureSessionOptions options)
{
    private readonly Dictionary<(string Origin, string Kind), long> _told = [];
    private readonly Lock _gate = new();

    /// <summary>Reports a message about a host, unless it was reported recently.</summary>
    /// <param name="host">Any address of the host.</param>
    /// <param name="kind">The key for duplicates: a status or a code.</param>
    /// <param name="rest">The sentence after the host's name.</param>
    public void Report(Uri host, string kind, string rest)
    {
        string origin = Origin.Show(host);
        if (options.Say is { } say && IsNew(origin, kind))
        {
            say($"{origin} {rest}");
        }
    }

    /// <summary>Reports the message if the wait takes longer than a moment; dispose the timer when the wait ends.</summary>
    public ITimer? ReportIfLong(Uri host, string rest) =>
        options.Say is null
            ? null
            : options.Time.CreateTimer(_ => ReportFromTimer(host, rest), null, Limits.Notice, Timeout.InfiniteTimeSpan);

    // An exception on a timer's thread would end the process; the next line of the run reports a closed terminal.
    private void ReportFromTimer(Uri host, string rest)
    {
        try
        {
            Report(host, "silence", rest);
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException) { }
    }

    private bool IsNew(string origin, string kind)
    {
        long now = options.Time.GetTimestamp();
        lock (_gate)
        {
            if (
                _told.TryGetValue((origin, kind), out long before)
                && options.Time.GetElapsedTime(before, now) < Limits.SameNews
            )
            {
                return false;
            }
            _told[(origin, kind)] = now;
            return true;
        }
    }
}
