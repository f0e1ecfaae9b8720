using System.Text.Json;
using Dashboard.Storage.Imports;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dashboard.Storage.Configurations;

internal sealed class SourceConfiguration : IEntityTypeConfiguration<Source>
{
    public void Configure(EntityTypeBuilder<Source> builder)
    {
        builder.Property(s => s.Name).HasMaxLength(100);
        builder.Property(s => s.Format).HasMaxLength(32);
        builder.HasIndex(s => s.Name).IsUnique();
    }
}

internal sealed class ImportConfiguration : IEntityTypeConfiguration<Import>
{
    public void Configure(EntityTypeBuilder<Import> builder)
    {
        builder.Property(i => i.FileName).HasMaxLength(255);
        builder.Property(i => i.StoredName).HasMaxLength(64);
        builder.Property(i => i.CreatedBy).HasMaxLength(256);
        builder.Property(i => i.IgnoredReasons)
            .HasColumnType("jsonb")
            .HasConversion(
                reasons => JsonSerializer.Serialize(reasons, JsonSerializerOptions.Default),
                json => JsonSerializer.Deserialize<Dictionary<string, long>>(json, JsonSerializerOptions.Default)!,
                new ValueComparer<Dictionary<string, long>>(
                    (a, b) => a!.Count == b!.Count && !a.Except(b).Any(),
                    d => d.Count,
                    d => new Dictionary<string, long>(d)));
        builder.HasIndex(i => i.Status);
        builder.HasOne(i => i.Source).WithMany().HasForeignKey(i => i.SourceId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class QuarantinedLineConfiguration : IEntityTypeConfiguration<QuarantinedLine>
{
    public void Configure(EntityTypeBuilder<QuarantinedLine> builder)
    {
        builder.HasKey(q => new { q.ImportId, q.Line });
        builder.Property(q => q.Column).HasMaxLength(128);
        builder.HasOne<Import>().WithMany().HasForeignKey(q => q.ImportId).OnDelete(DeleteBehavior.Cascade);
    }
}
