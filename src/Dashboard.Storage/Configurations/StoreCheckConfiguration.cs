using Dashboard.Storage.Verification;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dashboard.Storage.Configurations;

internal sealed class StoreCheckConfiguration : IEntityTypeConfiguration<StoreCheck>
{
    public void Configure(EntityTypeBuilder<StoreCheck> builder) => builder.Property(c => c.RequestedBy).HasMaxLength(256);
}
