using Build.Arguments;
using Build.Run;
using Cake.Core.Diagnostics;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.Probing;
using Jumpbox.Checks;
using Jumpbox.Probing;
using Jumpbox.Settings;
using Jumpbox.Tools;

namespace Build.Clouds;

/// <summary>The probe of <c>Prereqs --probe</c>.</summary>
internal sealed class SubnetProbe
{
    private readonly BuildContext _context;
    private readonly Facts _known;
    private readonly ProbePlan _plan;

    private SubnetProbe(BuildContext context, Facts known, ProbePlan plan) =>
        (_context, _known, _plan) = (context, known, plan);

    /// <summary>The probe that the arguments request; null without one. Sends no request.</summary>
    /// <param name="context">The run.</param>
    /// <param name="known">Settings and egress list.</param>
    /// <exception cref="SettingsException">It is requested, and the settings name no image.</exception>
    public static SubnetProbe? Of(BuildContext context, Facts known)
    {
        bool withMachine =
            context.Given.Text(CommandLine.Probe)?.Equals(CommandLine.Machines, StringComparison.OrdinalIgnoreCase)
            == true;
        if (!withMachine && !context.Given.IsOn(CommandLine.Probe))
        {
            return null;
        }
        ProbePlan plan = ProbePlan.Of(known.Settings, known.Egress, withMachine);
        if (plan.HasContainer && known.Settings.Network.ProbeImage is null)
        {
            throw new SettingsException(
                $"--{CommandLine.Probe} needs the setting network.probeImage: an image with bash, getent, timeout and openssl, as "
                    + "host/repository@sha256:…, for example of mcr.microsoft.com/azure-cli. The digest of a tag: docker buildx imagetools "
                    + "inspect mcr.microsoft.com/azure-cli:latest"
            );
        }
        return new(context, known, plan);
    }

    /// <summary>Runs it.</summary>
    /// <param name="session">The session.</param>
    /// <returns>The facts with what it found.</returns>
    public async Task<Facts> RunAsync(AzureSession session)
    {
        Probe probe = new(
            session,
            _known.Settings,
            _plan.HasMachine && _known.Pins is { } pins ? BaseImage.Resolve(_known.Settings.Image.Base, pins) : null,
            line => _context.Log.Information("{0}", line)
        );
        string script = await File.ReadAllTextAsync(
            Path.Combine(ShippedFiles.PathOf("scripts"), "probe", "probe.sh"),
            _context.Interrupted
        );
        ProbeReport report = await probe.RunAsync(
            _plan,
            script,
            (await _context.RevisionAsync()).Commit,
            _context.Interrupted
        );
        return _known with { Probe = report };
    }
}
