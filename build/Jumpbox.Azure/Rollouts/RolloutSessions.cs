using Jumpbox.Azure.Clients;
using Jumpbox.Azure.Probing;
using Jumpbox.Rollouts;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Rollouts;

/// <summary>Who is signed in to the machines of a rollout, as this run has asked, and for how long it has been asking.</summary>
/// <param name="azure">The session.</param>
/// <param name="rollout">How long people are waited for, and whether they are only notified.</param>
/// <param name="script">The scripts that ask.</param>
/// <param name="watch">The time of the run.</param>
/// <param name="say">Prints a line.</param>
internal sealed class RolloutSessions(
    AzureSession azure,
    RolloutSettings rollout,
    SessionScript script,
    ThrowawayWatch watch,
    Action<string> say
)
{
    private readonly Dictionary<string, (Sessions? Sessions, DateTimeOffset Since)> _asked = new(
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>The machine with what is known of its sessions.</summary>
    /// <param name="machine">The machine.</param>
    public RolledMachine Of(RolledMachine machine) =>
        _asked.TryGetValue(machine.Id, out (Sessions? Sessions, DateTimeOffset Since) asked)
            ? machine with
            {
                Sessions = asked.Sessions,
                IsLate = azure.Options.Time.GetUtcNow() - asked.Since >= rollout.Patience,
            }
            : machine;

    /// <summary>Forgets a machine that was deleted.</summary>
    /// <param name="machine">The machine.</param>
    public void Forget(RolledMachine machine) => _ = _asked.Remove(machine.Id);

    /// <summary>Closes machines to new sign-ins, and asks who is signed in.</summary>
    /// <param name="machines">The machines.</param>
    /// <param name="seen">What they report of themselves.</param>
    /// <param name="location">Their region.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async Task AskAsync(
        IReadOnlyList<RolledMachine> machines,
        SeenRollout seen,
        string location,
        CancellationToken cancellationToken
    )
    {
        MachineSessions sessions = new(azure, script, location, watch);
        DateTimeOffset now = azure.Options.Time.GetUtcNow();
        foreach (RolledMachine machine in machines)
        {
            (Sessions? known, DateTimeOffset since) = _asked.GetValueOrDefault(machine.Id, (null, now));
            Sessions found = await sessions.CloseAsync(
                ResourceId.Parse(machine.Id),
                seen.Views.GetValueOrDefault(machine.Id),
                // Everyone is notified once.
                rollout.OnlyNotifies && known is null
                    ? now + rollout.Patience
                    : null,
                cancellationToken
            );
            if (known?.Text != found.Text)
            {
                say($"{machine.Name}: {found.Text}.");
            }
            _asked[machine.Id] = (found, since);
        }
    }

    /// <summary>Opens machines again that were closed and stay: people return to them.</summary>
    /// <param name="machines">The machines.</param>
    /// <param name="seen">What they report of themselves.</param>
    /// <param name="location">Their region.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async Task OpenAsync(
        IReadOnlyList<RolledMachine> machines,
        SeenRollout seen,
        string location,
        CancellationToken cancellationToken
    )
    {
        MachineSessions sessions = new(azure, script, location, watch);
        foreach (RolledMachine machine in machines)
        {
            Forget(machine);
            string? trouble = await sessions.OpenAsync(
                ResourceId.Parse(machine.Id),
                seen.Views.GetValueOrDefault(machine.Id),
                cancellationToken
            );
            if (trouble is not null)
            {
                say($"{machine.Name} may refuse sign-ins until it is restarted: {trouble}.");
            }
        }
    }
}
