using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.Probing;
using Jumpbox.Azure.Smoke;
using Jumpbox.Boundaries;
using Jumpbox.Rollouts;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Rollouts;

/// <summary>Closes machines to new sign-ins and asks who is signed in, by managed Run Command, which needs no way in.</summary>
/// <param name="azure">The session.</param>
/// <param name="script">The scripts.</param>
/// <param name="location">The region of the machines.</param>
/// <param name="watch">The time of the run.</param>
internal sealed class MachineSessions(AzureSession azure, SessionScript script, string location, ThrowawayWatch watch)
{
    private const string Command = "jumpbox-sessions";

    /// <summary>Closes a machine, and asks; what cannot be asked is unknown.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="view">What it reports of itself.</param>
    /// <param name="deletedAt">When it is deleted, for the notice; null for none.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async Task<Sessions> CloseAsync(
        ResourceId machine,
        JsonObject? view,
        DateTimeOffset? deletedAt,
        CancellationToken cancellationToken
    )
    {
        try
        {
            (string output, string trouble) = await RunAsync(machine, view, script.Close(deletedAt), cancellationToken);
            Sessions sessions = Sessions.Read(output);
            return output.Length == 0 ? Sessions.Unknown(trouble) : sessions;
        }
        catch (AzureFailure failure) when (!failure.Fault.IsOutage)
        {
            return Sessions.Unknown(PlainText.Line(failure.Message));
        }
    }

    /// <summary>Opens a machine again.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="view">What it reports of itself.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>Why it may still refuse sign-ins; null if it does not.</returns>
    public async Task<string?> OpenAsync(ResourceId machine, JsonObject? view, CancellationToken cancellationToken)
    {
        try
        {
            (string output, string trouble) = await RunAsync(machine, view, script.Open(), cancellationToken);
            return output.Contains("open", StringComparison.Ordinal) ? null : trouble;
        }
        catch (AzureFailure failure) when (!failure.Fault.IsOutage)
        {
            return PlainText.Line(failure.Message);
        }
    }

    private async Task<(string Output, string Trouble)> RunAsync(
        ResourceId machine,
        JsonObject? view,
        string text,
        CancellationToken cancellationToken
    )
    {
        if (!view.Objects("vmAgent", "statuses").Any(status => status.Text("displayStatus") == "Ready"))
        {
            // Without it, Run Command never ends: gravitational/teleport#66809.
            return ("", "the agent of the machine is not ready");
        }
        ResourceId id = machine.Child("runCommands", Command);
        // What a killed run or a failed request left would not run again.
        if (await azure.Machines.DeleteAsync(id, cancellationToken) is { } deletion)
        {
            _ = await deletion.WaitAsync(cancellationToken);
        }
        return await RunCommandCall.RunAsync(
            azure,
            id,
            location,
            text,
            SessionScript.Seconds,
            watch,
            cancellationToken
        );
    }
}
