using Jumpbox.Azure.Arm;
using Jumpbox.Boundaries;
using Jumpbox.Handover;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Leases;

/// <summary>Keeps the lease on an image template while its build waits for its turn, which may take longer than the lease.</summary>
public sealed class BuildLease
{
    private readonly TemplateLeases _leases;
    private readonly TimeProvider _time;
    private readonly Action<string> _say;

    internal BuildLease(TemplateLeases leases, TimeProvider time, Action<string> say) =>
        (_leases, _time, _say) = (leases, time, say);

    /// <summary>Waits, and renews the lease meanwhile.</summary>
    /// <typeparam name="T">What is waited for.</typeparam>
    /// <param name="template">The template.</param>
    /// <param name="wait">The wait, of any length.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<T> KeepAsync<T>(ResourceId template, Task<T> wait, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(wait);
        while (true)
        {
            try
            {
                return await wait.WaitAsync(Limits.LeaseRenewal, _time, cancellationToken);
            }
            catch (TimeoutException) when (!wait.IsCompleted)
            {
                await RenewOrSayAsync(template, cancellationToken);
            }
        }
    }

    /// <summary>Renews the lease right before the build starts, if it might end before the build does.</summary>
    /// <param name="template">The template.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AzureFailure">It could not be renewed: another run could delete the template during the build.</exception>
    /// <exception cref="HandoverException">Another run has reserved the template.</exception>
    public Task RenewAsync(ResourceId template, CancellationToken cancellationToken) =>
        _leases.RenewAsync(template, cancellationToken);

    // The lease that there is lasts for hours, so that the next renewal may succeed, and the last one must.
    private async Task RenewOrSayAsync(ResourceId template, CancellationToken cancellationToken)
    {
        try
        {
            await _leases.TakeAsync(template, cancellationToken);
        }
        catch (Exception failure) when (failure is AzureFailure or HandoverException)
        {
            _say($"The lease on image template {template.Name} was not renewed: {failure.Message}");
        }
    }
}
