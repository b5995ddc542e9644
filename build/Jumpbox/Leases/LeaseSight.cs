using Jumpbox.Naming;

namespace Jumpbox.Leases;

/// <summary>The leases of one owner as one holder sees them. Pure.</summary>
/// <param name="holder">The holder who looks; null for one without a name, who sees every lease as another's.</param>
/// <param name="leases">All leases of the owner.</param>
/// <param name="now">The time.</param>
public sealed class LeaseSight(LeaseHolder? holder, IReadOnlyList<TemplateLease> leases, DateTimeOffset now)
{
    /// <summary>No lease at all.</summary>
    public static LeaseSight Nothing { get; } = new(null, [], DateTimeOffset.MinValue);

    /// <summary>Whether a lease was read as it was written.</summary>
    /// <param name="written">The lease.</param>
    public bool Has(TemplateLease written)
    {
        ArgumentNullException.ThrowIfNull(written);
        return leases.Any(lease =>
            lease.Holder == written.Holder
            && Is(lease, written.Template)
            && lease.Purpose == written.Purpose
            && TagNames.TimeOf(lease.Until) == TagNames.TimeOf(written.Until)
        );
    }

    /// <summary>Why a template must stay: the longest lease of another holder; null if none needs it.</summary>
    /// <param name="template">The template's name.</param>
    public TemplateLease? UserOf(string template) => Latest(LeasePurpose.Use, lease => Is(lease, template));

    /// <summary>The other holder who needs any template of the owner longest; null if there is none.</summary>
    public TemplateLease? AnyUser => Latest(LeasePurpose.Use, _ => true);

    /// <summary>The other holder who is deleting a template; null if there is none.</summary>
    /// <param name="template">The template's name.</param>
    public TemplateLease? DeleterOf(string template) => Latest(LeasePurpose.Delete, lease => Is(lease, template));

    /// <summary>Whether the holder must let another one delete a template: of any number, only the one with the lowest id need not.</summary>
    /// <param name="template">The template's name.</param>
    public bool GivesWay(string template) =>
        holder is not null
        && leases.Any(lease =>
            lease.Purpose == LeasePurpose.Delete
            && Is(lease, template)
            && lease.IsLive(now)
            && string.CompareOrdinal(holder.Id, lease.Holder) > 0
        );

    /// <summary>Whether the holder itself has a valid lease on a template.</summary>
    /// <param name="template">The template's name.</param>
    public bool IsOwnOn(string template) =>
        holder is not null
        && leases.Any(lease => lease.Holder == holder.Id && Is(lease, template) && lease.IsLive(now));

    private TemplateLease? Latest(LeasePurpose purpose, Func<TemplateLease, bool> chosen) =>
        leases
            .Where(lease =>
                lease.Purpose == purpose && lease.Holder != holder?.Id && lease.IsLive(now) && chosen(lease)
            )
            .MaxBy(lease => lease.Until);

    private static bool Is(TemplateLease lease, string template) =>
        lease.Template.Equals(template, StringComparison.OrdinalIgnoreCase);
}
